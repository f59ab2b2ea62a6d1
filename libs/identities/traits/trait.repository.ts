import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { IdentityNotice } from '../identity-notice.query.js';
import type { StoredTraits } from '../traits.js';

/** One step on the way through all identities of an environment, in the order of their identifiers. */
export interface Slice {
  /** The identities that lost the trait. */
  readonly changed: number[];
  /** Where the next step begins; undefined: this one was the last. */
  readonly last: string | undefined;
}

/** Identities that one step looks at. */
const STEP = 2_000;

/** Keys that are listed at most: SDKs choose them. */
const MOST_KEYS = 10_000;

/** Traits, as people read and write them. Every api process hears which identities were written. */
@Injectable()
export class TraitRepository {
  constructor(
    private readonly database: Database,
    private readonly notice: IdentityNotice,
  ) {}

  /** The traits of an identity, which nobody else writes until the transaction ends. */
  async lock(identityId: number): Promise<StoredTraits | undefined> {
    const [row] = await this.database.query<{ traits: StoredTraits }>(LOCK, [identityId]);
    return row?.traits;
  }

  async store(identityId: number, traits: StoredTraits): Promise<void> {
    await this.database.query('update identity set traits = $2 where id = $1', [identityId, JSON.stringify(traits)]);
    await this.notice.changed(identityId);
  }

  async nextId(): Promise<number> {
    const [row] = await this.database.query<{ id: number }>(`select nextval('trait_id')::int as id`, []);
    return row?.id ?? 0;
  }

  /** Each key once, in alphabetical order. */
  async keysIn(environmentId: number): Promise<string[]> {
    const rows = await this.database.query<{ key: string }>(KEYS, [environmentId, MOST_KEYS]);
    return rows.map(({ key }) => key);
  }

  /** Takes a trait from the next identities behind `after`. In the order in which those who write many lock them. */
  async removeKey(environmentId: number, key: string, after: string): Promise<Slice> {
    const [end] = await this.database.query<{ last: string }>(END, [environmentId, after, STEP - 1]);
    const rows = await this.database.query<{ id: number }>(REMOVE, [environmentId, key, after, end?.last ?? null]);
    const changed = rows.map(({ id }) => id);
    await this.notice.changed(...changed);
    return { changed, last: end?.last };
  }
}

const LOCK = 'select jsonb_strip_nulls(traits) as traits from identity where id = $1 for update';
const KEYS = `
  select distinct key from identity, jsonb_object_keys(jsonb_strip_nulls(traits)) as key
  where environment_id = $1 order by key limit $2`;
const END = `
  select identifier as last from identity where environment_id = $1 and identifier > $2
  order by identifier offset $3 limit 1`;
const REMOVE = `
  with found as (
    select id from identity
    where environment_id = $1 and identifier > $3 and ($4::text is null or identifier <= $4) and traits ? $2
    order by identifier for update
  ), changed as (
    update identity i set traits = i.traits - $2::text from found where i.id = found.id returning i.id
  )
  select id from changed`;
