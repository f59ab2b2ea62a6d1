import { DomainEvent } from '#platform/outbox';

/** An identity was deleted, with its traits and overrides. */
export class IdentityDeleted extends DomainEvent<{ identityId: number; environmentId: number }> {
  static readonly type = 'identity.deleted';
}
