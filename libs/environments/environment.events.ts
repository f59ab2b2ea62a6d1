import { DomainEvent } from '#platform/outbox';

export class EnvironmentCreated extends DomainEvent<{ environmentId: number; projectId: number }> {
  static readonly type = 'environment.created';
}

export class EnvironmentUpdated extends DomainEvent<{ environmentId: number }> {
  static readonly type = 'environment.updated';
}

export class EnvironmentDeleted extends DomainEvent<{ environmentId: number }> {
  static readonly type = 'environment.deleted';
}

/** A server-side key was made, changed or removed. */
export class ServerKeyChanged extends DomainEvent<{ environmentId: number }> {
  static readonly type = 'environment.server-key-changed';
}
