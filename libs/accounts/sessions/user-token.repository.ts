import { createHmac, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, Store } from '#platform/database';
import { digestOf } from '#platform/secrets';
import { UserAccountSettings } from '../accounts.settings.js';
import { UserToken } from './user-token.entity.js';

/** Tokens of users: one each, the same until it is revoked, never stored in a readable form. */
@Injectable()
export class UserTokenRepository extends Store<UserToken> {
  constructor(
    database: Database,
    private readonly settings: UserAccountSettings,
  ) {
    super(database, UserToken);
  }

  /** The user's token, 40 hexadecimal digits; made on first use, the same for all who ask at once. */
  async tokenOf(userId: number): Promise<string> {
    const fresh = randomUUID();
    await this.database.query(MAKE, [userId, fresh, digestOf(this.derive(fresh))]);
    const { serial, digest } = await this.rows.findOneByOrFail({ userId });
    const token = this.derive(serial);
    // the secret key has changed: the token that was handed out can't be told again
    if (!digest.equals(digestOf(token))) await this.rows.update({ userId, digest }, { digest: digestOf(token) });
    return token;
  }

  async userIdBehind(token: string): Promise<number | undefined> {
    const found = await this.rows.findOneBy({ digest: digestOf(token) });
    return found?.userId;
  }

  async revoke(userId: number): Promise<void> {
    await this.rows.delete({ userId });
  }

  private derive(serial: string): string {
    return createHmac('sha256', this.settings.secretKey).update(`user-token:${serial}`).digest('hex').slice(0, 40);
  }
}

const MAKE = 'insert into user_token (user_id, serial, digest) values ($1, $2, $3) on conflict (user_id) do nothing';
