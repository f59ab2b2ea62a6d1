import { DomainEvent } from '#platform/outbox';

type Payload = {
  readonly organisationId: number;
  readonly trustRelationshipId: number;
};

/** An organisation takes the tokens of an issuer from now on. */
export class TrustRelationshipCreated extends DomainEvent<Payload> {
  static readonly type = 'trust-relationship.created';
}

/** What tokens it takes changed. */
export class TrustRelationshipUpdated extends DomainEvent<Payload> {
  static readonly type = 'trust-relationship.updated';
}

/** It takes them no more; what they were exchanged for is dead. */
export class TrustRelationshipDeleted extends DomainEvent<Payload> {
  static readonly type = 'trust-relationship.deleted';
}
