import { Injectable } from '@nestjs/common';
import { Database, Store } from '#platform/database';
import { digestOf } from '#platform/secrets';
import { SsoAttempt } from './sso-attempt.entity.js';

const LIFETIME_MS = 600_000;

@Injectable()
export class SsoAttemptRepository extends Store<SsoAttempt> {
  constructor(database: Database) {
    super(database, SsoAttempt);
  }

  /** Notes that a browser is on its way, and with which `state` it has to come back. */
  async begin(browser: string, state: string, secrets: Pick<SsoAttempt, 'nonce' | 'codeVerifier'>): Promise<void> {
    const digests = { stateDigest: digestOf(state), browserDigest: digestOf(browser) };
    await this.database.query('delete from sso_attempt where expires_at < now()');
    await this.rows.insert({ ...digests, ...secrets, expiresAt: new Date(Date.now() + LIFETIME_MS) });
  }

  /** The attempt of this browser, once: it is gone after that. */
  async take(browser: string, state: string): Promise<Pick<SsoAttempt, 'nonce' | 'codeVerifier'> | undefined> {
    const [taken] = await this.database.query<Pick<SsoAttempt, 'nonce' | 'codeVerifier'>>(TAKE, [
      digestOf(state),
      digestOf(browser),
    ]);
    return taken;
  }
}

const TAKE = `
  with taken as (
    delete from sso_attempt where state_digest = $1 and browser_digest = $2 and expires_at > now()
    returning nonce, code_verifier
  ) select nonce, code_verifier as "codeVerifier" from taken`;
