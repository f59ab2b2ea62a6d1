import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';

/** The channel on which PostgreSQL tells every api process of identities that others have written: `<writer> <id>,<id>`. */
export const IDENTITY_CHANGED = 'identity_changed';

/** As many as fit into one notification. */
const MOST_IDS = 500;

/** Tells every api process to forget identities, once the transaction has committed. */
@Injectable()
export class IdentityNotice {
  constructor(private readonly database: Database) {}

  async changed(...ids: readonly number[]): Promise<void> {
    for (let at = 0; at < ids.length; at += MOST_IDS)
      await this.database.query('select pg_notify($1, $2)', [
        IDENTITY_CHANGED,
        `admin ${ids.slice(at, at + MOST_IDS).join(',')}`,
      ]);
  }
}
