import { Injectable } from '@nestjs/common';
import { Database, Store } from '#platform/database';
import { OAuthGrant } from './oauth-grant.entity.js';

@Injectable()
export class OAuthGrantRepository extends Store<OAuthGrant> {
  constructor(database: Database) {
    super(database, OAuthGrant);
  }

  /** Until the end of the transaction nobody else redeems its code or exchanges its tokens. */
  lockByCode(codeDigest: Buffer): Promise<OAuthGrant | null> {
    return this.rows.findOne({ where: { codeDigest }, lock: { mode: 'pessimistic_write' } });
  }

  /** The same, by its id. */
  lock(id: number): Promise<OAuthGrant> {
    return this.rows.findOneOrFail({ where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  async revoke({ id }: OAuthGrant): Promise<void> {
    await this.database.query('update oauth_grant set revoked_at = now() where id = $1 and revoked_at is null', [id]);
  }

  /** Those that nothing can come of any more: codes nobody fetched, and what ended or ran out. */
  async forgetEnded(): Promise<void> {
    await this.database.query(FORGET_GRANTS);
    await this.database.query(FORGET_TOKENS);
  }
}

const FORGET_GRANTS = `
  delete from oauth_grant g where g.revoked_at < now() - interval '1 day'
    or (g.code_expires_at < now() - interval '1 day'
      and not exists (select 1 from oauth_token t where t.grant_id = g.id and t.refresh_expires_at > now()))`;
/** A token that was exchanged is kept for as long as it would have been good: who shows it again has stolen it. */
const FORGET_TOKENS = 'delete from oauth_token where refresh_expires_at < now() and access_expires_at < now()';
