import { DomainEvent } from '#platform/outbox';

export class OrganisationCreated extends DomainEvent<{ organisationId: number }> {
  static readonly type = 'organisation.created';
}

export class OrganisationUpdated extends DomainEvent<{ organisationId: number }> {
  static readonly type = 'organisation.updated';
}

export class OrganisationDeleted extends DomainEvent<{ organisationId: number }> {
  static readonly type = 'organisation.deleted';
}
