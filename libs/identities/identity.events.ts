import { DomainEvent } from '#platform/outbox';

export class IdentityDeleted extends DomainEvent<{ identityId: number; environmentId: number }> {
  static readonly type = 'identity.deleted';
}
