import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { Database, Store } from '#platform/database';
import { MasterApiKey } from './master-api-key.entity.js';

@Injectable()
export class MasterApiKeyRepository extends Store<MasterApiKey> {
  constructor(database: Database) {
    super(database, MasterApiKey);
  }

  /** One that is not revoked, of an organisation that is not deleted: TypeORM joins only those that are not. */
  byPrefix(prefix: string): Promise<MasterApiKey | null> {
    return this.rows.findOneBy({ prefix, hidden: false, revoked: false, organisation: { id: Not(IsNull()) } });
  }

  /** The newest first; revoked ones are gone. */
  inOrganisation(organisationId: number): Promise<MasterApiKey[]> {
    return this.rows.find({ where: { organisationId, hidden: false, revoked: false }, order: { created: 'DESC' } });
  }

  /** One that acts for something else, also when it is revoked; of an organisation that is not deleted. */
  hiddenByPrefix(prefix: string): Promise<MasterApiKey | null> {
    return this.rows.findOneBy({ prefix, hidden: true, organisation: { id: Not(IsNull()) } });
  }

  find(organisationId: number, prefix: string): Promise<MasterApiKey | null> {
    return this.rows.findOneBy({ organisationId, prefix, hidden: false, revoked: false });
  }

  /** Also one that acts for something else. */
  ofOrganisation(organisationId: number, prefix: string): Promise<MasterApiKey | null> {
    return this.rows.findOneBy({ organisationId, prefix, revoked: false });
  }

  /** The same, and nobody else changes it until the transaction ends. */
  lock(organisationId: number, prefix: string): Promise<MasterApiKey | null> {
    const where = { organisationId, prefix, revoked: false };
    return this.rows.findOne({ where, lock: { mode: 'pessimistic_write' } });
  }
}
