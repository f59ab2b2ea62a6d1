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
    return this.rows.findOneBy({ prefix, revoked: false, organisation: { id: Not(IsNull()) } });
  }

  /** The newest first; revoked ones are gone. */
  inOrganisation(organisationId: number): Promise<MasterApiKey[]> {
    return this.rows.find({ where: { organisationId, revoked: false }, order: { created: 'DESC' } });
  }

  find(organisationId: number, prefix: string): Promise<MasterApiKey | null> {
    return this.rows.findOneBy({ organisationId, prefix, revoked: false });
  }
}
