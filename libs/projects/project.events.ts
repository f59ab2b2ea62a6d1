import { DomainEvent } from '#platform/outbox';

export class ProjectCreated extends DomainEvent<{ projectId: number }> {
  static readonly type = 'project.created';
}

export class ProjectUpdated extends DomainEvent<{ projectId: number }> {
  static readonly type = 'project.updated';
}

export class ProjectDeleted extends DomainEvent<{ projectId: number }> {
  static readonly type = 'project.deleted';
}
