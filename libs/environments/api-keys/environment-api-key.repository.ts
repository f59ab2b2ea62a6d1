import { Injectable } from '@nestjs/common';
import { Database, Store } from '#platform/database';
import { EnvironmentApiKey } from './environment-api-key.entity.js';

@Injectable()
export class EnvironmentApiKeyRepository extends Store<EnvironmentApiKey> {
  constructor(database: Database) {
    super(database, EnvironmentApiKey);
  }

  inEnvironment(environmentId: number): Promise<EnvironmentApiKey[]> {
    return this.rows.find({ where: { environmentId }, order: { id: 'ASC' } });
  }

  find(environmentId: number, id: number): Promise<EnvironmentApiKey | null> {
    return this.rows.findOneBy({ environmentId, id });
  }

  async remove(key: EnvironmentApiKey): Promise<void> {
    await this.rows.delete(key.id);
  }
}
