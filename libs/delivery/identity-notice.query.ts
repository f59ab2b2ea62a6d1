import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { IDENTITY_CHANGED } from './stored-identity.query.js';

/** Tells every api process to forget an identity, once the transaction has committed. */
@Injectable()
export class IdentityNotice {
  constructor(private readonly database: Database) {}

  async changed(id: number): Promise<void> {
    await this.database.query('select pg_notify($1, $2)', [IDENTITY_CHANGED, `admin ${id}`]);
  }
}
