import { DomainEvent } from '#platform/outbox';

/** An environment was made; its features have states by then. */
export class EnvironmentCreated extends DomainEvent<{ environmentId: number; projectId: number }> {
  static readonly type = 'environment.created';
}

/** An environment was made from another one of its project; `later` says that it gets its states after the request. */
export class EnvironmentCloned extends DomainEvent<{
  environmentId: number;
  projectId: number;
  sourceId: number;
  later: boolean;
}> {
  static readonly type = 'environment.cloned';
}

/** The settings of an environment changed. */
export class EnvironmentUpdated extends DomainEvent<{ environmentId: number }> {
  static readonly type = 'environment.updated';
}

/** An environment was deleted. */
export class EnvironmentDeleted extends DomainEvent<{ environmentId: number }> {
  static readonly type = 'environment.deleted';
}

/** A server-side key was made, changed or removed. */
export class ServerKeyChanged extends DomainEvent<{ environmentId: number }> {
  static readonly type = 'environment.server-key-changed';
}
