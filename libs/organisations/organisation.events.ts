import { DomainEvent } from '#platform/outbox';

/** An organisation was made. */
export class OrganisationCreated extends DomainEvent<{ organisationId: number }> {
  static readonly type = 'organisation.created';
}

/** The settings of an organisation changed. */
export class OrganisationUpdated extends DomainEvent<{ organisationId: number }> {
  static readonly type = 'organisation.updated';
}

/** An organisation was deleted, with everything in it. */
export class OrganisationDeleted extends DomainEvent<{ organisationId: number }> {
  static readonly type = 'organisation.deleted';
}
