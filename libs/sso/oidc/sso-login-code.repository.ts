import { Injectable } from '@nestjs/common';
import { Database, Store } from '#platform/database';
import { digestOf, newToken } from '#platform/secrets';
import type { VerifiedPerson } from '../sign-in.service.js';
import { SsoLoginCode } from './sso-login-code.entity.js';

const LIFETIME_MS = 60_000;

@Injectable()
export class SsoLoginCodeRepository extends Store<SsoLoginCode> {
  constructor(database: Database) {
    super(database, SsoLoginCode);
  }

  /** A code by which this browser, and no other, fetches its session. */
  async issue(browser: string, profile: VerifiedPerson): Promise<string> {
    const code = newToken();
    const digests = { codeDigest: digestOf(code), browserDigest: digestOf(browser) };
    await this.database.query('delete from sso_login_code where expires_at < now()');
    await this.save(
      Object.assign(new SsoLoginCode(), { ...digests, profile, expiresAt: new Date(Date.now() + LIFETIME_MS) }),
    );
    return code;
  }

  /** Who has signed in, once: the code is gone after that. */
  async take(browser: string, code: string): Promise<VerifiedPerson | undefined> {
    const [taken] = await this.database.query<Pick<SsoLoginCode, 'profile'>>(TAKE, [digestOf(code), digestOf(browser)]);
    return taken?.profile;
  }
}

const TAKE = `
  with taken as (
    delete from sso_login_code where code_digest = $1 and browser_digest = $2 and expires_at > now() returning profile
  ) select profile from taken`;
