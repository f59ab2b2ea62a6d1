import { DomainEvent } from '#platform/outbox';

/** An identity was deleted, with its traits and overrides. */
export class IdentityDeleted extends DomainEvent<{ identityId: number; environmentId: number }> {
  static readonly type = 'identity.deleted';
}

/** An identity got another identifier. */
export class IdentityRenamed extends DomainEvent<{ identityId: number; environmentId: number }> {
  static readonly type = 'identity.renamed';
}

/** People changed the traits of identities; what SDKs send is not told of. */
export class IdentityTraitsChanged extends DomainEvent<{ identityIds: number[]; environmentId: number }> {
  static readonly type = 'identity.traits-changed';
}

/** A trait is being taken from all identities of an environment, and those behind `after` still have it. */
export class TraitKeyDeleted extends DomainEvent<{ environmentId: number; key: string; after: string }> {
  static readonly type = 'trait-key.deleted';
}
