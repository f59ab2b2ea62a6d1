import { Denied, Unauthenticated } from '#platform/errors';
import type { Caller } from '#platform/http';
import type { User } from './user.entity.js';

/** A person who is signed in. */
export class UserCaller implements Caller {
  readonly kind = 'user';

  constructor(readonly user: User) {}

  get label(): string {
    return this.user.email;
  }
}

/** @throws Denied for a key, which has no account */
export function personBehind(caller: Caller): User {
  if (caller instanceof UserCaller) return caller.user;
  throw caller ? new Denied() : new Unauthenticated();
}
