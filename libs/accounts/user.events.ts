import { DomainEvent } from '#platform/outbox';

/** Somebody has an account now, by whichever way. */
export class UserSignedUp extends DomainEvent<{ userId: number; email: string }> {
  static readonly type = 'user.signed-up';
}

/** The address of an account changed; `previous` is where its owner was reached until now. */
export class UserEmailChanged extends DomainEvent<{ userId: number; previous: string }> {
  static readonly type = 'user.email-changed';
}

/**
 * An account was closed. Its rows, and those that refer to it, go at the end of the same transaction: what reacts within it can
 * still see what the user belongs to.
 */
export class AccountClosed extends DomainEvent<{ userId: number; deleteOrphanOrganisations: boolean }> {
  static readonly type = 'account.closed';
}

/** Somebody who may or may not have an account asked for a link by mail. */
export class LinkRequested extends DomainEvent<{ email: string; purpose: 'activation' | 'password' | 'email' }> {
  static readonly type = 'account.link-requested';
}

/** Where a user signed in said which groups they are in: all of them, by their names there. */
export class GroupsClaimed extends DomainEvent<{ userId: number; groups: string[] }> {
  static readonly type = 'user.groups-claimed';
}
