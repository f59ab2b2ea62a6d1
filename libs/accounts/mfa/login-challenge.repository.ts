import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { digestOf, newToken } from '#platform/secrets';

const LIFETIME = '15 minutes';

/** Logins that have passed their first step. The token that stands for one is good once, for a quarter of an hour. */
@Injectable()
export class LoginChallengeRepository {
  constructor(private readonly database: Database) {}

  async open(userId: number): Promise<string> {
    const token = newToken();
    await this.database.query(OPEN, [digestOf(token), userId, LIFETIME]);
    return token;
  }

  /** Whose login the token stands for, if it is any good. */
  async ownerOf(token: string): Promise<number | undefined> {
    const [found] = await this.database.query<{ userId: number }>(OWNER, [digestOf(token)]);
    return found?.userId;
  }

  /** Uses up the token. Answers false for one that is no good. */
  async take(token: string): Promise<boolean> {
    return (await this.database.query(TAKE, [digestOf(token)])).length > 0;
  }

  async withdraw(userId: number): Promise<void> {
    await this.database.query('delete from login_challenge where user_id = $1', [userId]);
  }

  async forgetExpired(): Promise<void> {
    await this.database.query('delete from login_challenge where expires_at < now()');
  }
}

const OPEN = 'insert into login_challenge (digest, user_id, expires_at) values ($1, $2, now() + $3::interval)';
const OWNER = `
  select user_id as "userId" from login_challenge where digest = $1 and expires_at > now()`;
const TAKE = `
  with taken as (delete from login_challenge where digest = $1 and expires_at > now() returning user_id)
  select user_id from taken`;
