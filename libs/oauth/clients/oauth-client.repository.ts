import { Injectable } from '@nestjs/common';
import { Database, Store } from '#platform/database';
import { OAuthClient } from './oauth-client.entity.js';

@Injectable()
export class OAuthClientRepository extends Store<OAuthClient> {
  constructor(database: Database) {
    super(database, OAuthClient);
  }

  byClientId(clientId: string): Promise<OAuthClient | null> {
    return this.rows.findOneBy({ clientId });
  }

  /** Those that have registered themselves and were never allowed anything since. */
  async forgetUnused(): Promise<void> {
    await this.database.query(UNUSED);
  }
}

const UNUSED = `
  delete from oauth_client c where not c.is_verified and c.created_at < now() - interval '14 days'
    and not exists (select 1 from oauth_grant g where g.client_id = c.id)`;
