import { UserCaller, type User } from '#accounts';
import type { OAuthClient } from './clients/oauth-client.entity.js';

/** A user for whom a program acts: it may what the user may, but not allow other programs the same. */
export class OAuthCaller extends UserCaller {
  constructor(
    user: User,
    readonly client: OAuthClient,
  ) {
    super(user);
  }
}
