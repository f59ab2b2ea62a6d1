import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Invalid } from '#platform/errors';
import { digestOf, newToken } from '#platform/secrets';

/** What a mailed link is good for. */
export type LinkPurpose = 'activation' | 'password' | 'email';

const LIFETIMES: Readonly<Record<LinkPurpose, string>> = {
  activation: '3 days',
  password: '1 day',
  email: '1 day',
};

/** Links that were mailed: each is good once, for a while, and until the password or the address changes. */
@Injectable()
export class MailedLinkRepository {
  constructor(private readonly database: Database) {}

  /** Makes a link's `uid` and `token`; or nothing, where so many were made in the last while already. */
  async issue(
    userId: number,
    purpose: LinkPurpose,
    { most, period }: { most: number; period: number },
  ): Promise<{ uid: string; token: string } | undefined> {
    // counting and adding are one step: who asks at once for the same user waits
    await this.database.query(`select pg_advisory_xact_lock(hashtext('mailed-link'), $1)`, [userId]);
    const [recent] = await this.database.query<{ count: number }>(RECENT, [userId, purpose, period]);
    if ((recent?.count ?? 0) >= most) return undefined;
    const token = newToken();
    await this.database.query(ADD, [digestOf(token), userId, purpose, LIFETIMES[purpose]]);
    return { uid: uidOf(userId), token };
  }

  /** Uses up a link; answers whose it is. @throws Invalid for one that is no good, whether or not there is such a user */
  async take(purpose: LinkPurpose, uid: string, token: string): Promise<number> {
    const userId = readUid(uid);
    if (userId === undefined) throw Invalid.field('uid', "Invalid user id or user doesn't exist.");
    // first the account, then its links, as whatever changes an account does: nobody waits in a circle
    await this.database.query('select id from account_user where id = $1 for update', [userId]);
    const [taken] = await this.database.query(TAKE, [digestOf(token), userId, purpose]);
    if (!taken) throw Invalid.field('token', 'Invalid token for given user.');
    return userId;
  }

  /** All links of a user. */
  async withdraw(userId: number): Promise<void> {
    await this.database.query('delete from mailed_link where user_id = $1', [userId]);
  }

  /** Rows that neither open anything nor count any more. */
  async forgetOld(): Promise<void> {
    await this.database.query(`delete from mailed_link where created_at < now() - interval '7 days'`);
  }
}

const uidOf = (userId: number): string => Buffer.from(String(userId)).toString('base64url');

function readUid(uid: string): number | undefined {
  const text = Buffer.from(uid, 'base64url').toString();
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

const RECENT = `
  select count(*)::int as count from mailed_link
  where user_id = $1 and purpose = $2 and created_at > now() - $3 * interval '1 millisecond'`;
const ADD = 'insert into mailed_link (digest, user_id, purpose, expires_at) values ($1, $2, $3, now() + $4::interval)';
const TAKE = `
  with taken as (
    delete from mailed_link where digest = $1 and user_id = $2 and purpose = $3 and expires_at > now() returning user_id
  )
  select user_id from taken`;
