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
