import { DomainEvent } from '#platform/outbox';

/** A project was made. */
export class ProjectCreated extends DomainEvent<{ projectId: number }> {
  static readonly type = 'project.created';
}

/** The settings of a project changed. */
export class ProjectUpdated extends DomainEvent<{ projectId: number }> {
  static readonly type = 'project.updated';
}

/** A project was deleted, with everything in it. */
export class ProjectDeleted extends DomainEvent<{ projectId: number }> {
  static readonly type = 'project.deleted';
}
