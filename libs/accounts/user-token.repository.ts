import { createHash, createHmac, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, Store } from '#platform/database';
import { UserAccountSettings } from './accounts.settings.js';
import { UserToken } from './user-token.entity.js';

const digestOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** Tokens of users: one each, the same until it is revoked, never stored in a readable form. */
@Injectable()
export class UserTokenRepository extends Store<UserToken> {
  constructor(
    database: Database,
    private readonly settings: UserAccountSettings,
  ) {
    super(database, UserToken);
  }

  /** The user's token, 40 hexadecimal digits; made on first use. */
  async tokenOf(userId: number): Promise<string> {
    const known = await this.rows.findOneBy({ userId });
    const token = known && this.derive(known.serial);
    if (token && digestOf(token).equals(known.digest)) return token;
    const serial = randomUUID();
    const fresh = this.derive(serial);
    await this.rows.upsert({ userId, serial, digest: digestOf(fresh) }, ['userId']);
    return fresh;
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
