import { Injectable } from '@nestjs/common';
import { traitType, type StoredTraits } from '#identities';
import { Database } from '#platform/database';
import type { IncomingTrait } from './identity-input.js';

export interface StoredIdentity {
  readonly id: number;
  readonly traits: StoredTraits;
}

/** Identities and their traits, as SDKs read and write them: one statement each, whatever the number of traits. */
@Injectable()
export class StoredIdentityQuery {
  constructor(private readonly database: Database) {}

  async find(environmentId: number, identifier: string): Promise<StoredIdentity | undefined> {
    const [row] = await this.database.query<StoredIdentity>(FIND, [environmentId, identifier]);
    return row;
  }

  /** Reads before it writes, so that a returning identity costs no write. */
  async findOrCreate(environmentId: number, identifier: string): Promise<StoredIdentity> {
    return (await this.find(environmentId, identifier)) ?? this.write(environmentId, identifier, []);
  }

  /** Makes the identity where it is missing, and lets nobody else write it until the transaction ends. */
  async lock(environmentId: number, identifier: string): Promise<StoredIdentity> {
    await this.findOrCreate(environmentId, identifier);
    const [row] = await this.database.query<StoredIdentity>(`${FIND} for update`, [environmentId, identifier]);
    return row ?? this.write(environmentId, identifier, []);
  }

  /**
   * Merges traits into the stored ones and answers all of them, durable when it returns. Two writers of different keys both win:
   * the merge is PostgreSQL's, on the row it has locked.
   */
  async write(environmentId: number, identifier: string, traits: readonly IncomingTrait[]): Promise<StoredIdentity> {
    const set = traits.filter(({ value }) => value !== null);
    const removed = traits.filter(({ value }) => value === null).map(({ key }) => key);
    const documents = set.map(({ key, value }) => ({ key, type: traitType(value), value }));
    const [row] = await this.database.query<StoredIdentity>(WRITE, [
      environmentId,
      identifier,
      JSON.stringify(documents),
      removed,
    ]);
    if (!row) throw new Error('an identity was neither found nor made');
    return row;
  }
}

const FIND = 'select id, traits from identity where environment_id = $1 and identifier = $2';

/** A key that is there already keeps its id. */
const WRITE = `
  insert into identity as i (environment_id, identifier, traits)
  select $1, $2, coalesce(
    (select jsonb_object_agg(t.key, jsonb_build_object('id', nextval('trait_id'), 'type', t.type, 'value', t.value))
     from jsonb_to_recordset($3::jsonb) as t (key text, type text, value jsonb)), '{}')
  on conflict (environment_id, identifier) do update set traits = (
    i.traits || coalesce((
      select jsonb_object_agg(n.key, case when i.traits ? n.key then jsonb_set(n.value, '{id}', i.traits #> array[n.key, 'id']) else n.value end)
      from jsonb_each(excluded.traits) as n), '{}')
  ) - $4::text[]
  returning i.id, i.traits`;
