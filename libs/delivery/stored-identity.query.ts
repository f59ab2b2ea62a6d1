import { Injectable } from '@nestjs/common';
import { Float } from '#evaluation';
import { traitType, type StoredTraits } from '#identities';
import { Database } from '#platform/database';
import type { IncomingTrait, TraitValue } from './incoming-trait.js';

export interface StoredIdentity {
  readonly id: number;
  readonly traits: StoredTraits;
}

/** One identity and what is to become of its traits; null takes one away. */
export interface IdentityWrite {
  readonly environmentId: number;
  readonly identifier: string;
  readonly traits: ReadonlyMap<string, TraitValue>;
}

/** The channel on which PostgreSQL tells every api process of identities that others have written: `<writer> <id>,<id>`. */
export const IDENTITY_CHANGED = 'identity_changed';

/** Identities and their traits, as SDKs read and write them: one statement, whatever the number of traits or identities. */
@Injectable()
export class StoredIdentityQuery {
  constructor(private readonly database: Database) {}

  async find(
    environmentId: number,
    identifier: string,
  ): Promise<(StoredIdentity & { overridden: boolean }) | undefined> {
    const parameters = [environmentId, identifier];
    const [row] = await this.database.query<StoredIdentity & { overridden: boolean }>(FIND, parameters);
    return row;
  }

  /** Makes the identity where it is missing, and lets nobody else write it until the transaction ends. */
  async lock(environmentId: number, identifier: string): Promise<StoredIdentity> {
    const [made] = await this.write([{ environmentId, identifier, traits: new Map() }]);
    const [row] = await this.database.query<StoredIdentity>(LOCK, [environmentId, identifier]);
    if (!row || !made) throw new Error('an identity was neither found nor made');
    return row;
  }

  /** One trait alone. */
  async writeTrait(environmentId: number, identifier: string, { key, value }: IncomingTrait): Promise<StoredIdentity> {
    const [written] = await this.write([{ environmentId, identifier, traits: new Map([[key, value]]) }]);
    if (!written) throw new Error('an identity was neither found nor made');
    return written;
  }

  /** A trait that is there, and null. Nobody else may be writing the identity: `lock` it before. */
  async writeNull(identityId: number, key: string): Promise<number> {
    const [row] = await this.database.query<{ id: number }>(WRITE_NULL, [identityId, key]);
    return row?.id ?? 0;
  }

  /**
   * Merges traits into the stored ones, making identities that are missing; durable when it returns, outside of a transaction.
   * Two writers of different keys both win: the merge is PostgreSQL's, on the row it has locked. No identity may come twice.
   * @param writer what the notification is signed with, so that a writer knows its own
   * @returns the identities in no order, with all their traits
   */
  write(writes: readonly IdentityWrite[], writer = 'api'): Promise<(StoredIdentity & { key: string })[]> {
    const rows = writes.map(({ environmentId, identifier, traits }) => ({
      environment_id: environmentId,
      identifier,
      traits: [...traits].map(([key, value]) => ({
        key,
        trait: value === null ? null : { type: traitType(value), value: value instanceof Float ? value.value : value },
      })),
    }));
    return this.database.query(WRITE, [JSON.stringify(rows), writer]);
  }
}

const FIND = `
  select i.id, jsonb_strip_nulls(i.traits) as traits, exists(select from feature_state s where s.identity_id = i.id) as overridden
  from identity i where environment_id = $1 and identifier = $2`;
const LOCK =
  'select id, jsonb_strip_nulls(traits) as traits from identity where environment_id = $1 and identifier = $2 for update';
const WRITE_NULL = `
  with written as (
    update identity set traits = traits || jsonb_build_object($2::text, jsonb_build_object(
      'type', 'unicode', 'id', coalesce(traits #> array[$2, 'id'], to_jsonb(nextval('trait_id')))))
    where id = $1 returning traits
  )
  select (traits #>> array[$2, 'id'])::int as id from written`;

/**
 * A null stands for a trait to be taken away; a new identity has none of that. A key that is there already keeps its id. Rows are
 * locked in one order, so that statements that meet never wait for each other in a circle.
 */
const WRITE = `
  with given as (
    select * from jsonb_to_recordset($1::jsonb) as given (environment_id int, identifier text, traits jsonb)
    order by environment_id, identifier
  ), written as (
    insert into identity as i (environment_id, identifier, traits)
    select environment_id, identifier, coalesce((
      select jsonb_object_agg(key, case when trait = 'null' then trait else trait || jsonb_build_object('id', nextval('trait_id')) end)
      from (
        select t.value->>'key' as key, t.value->'trait' as trait
        from jsonb_array_elements(given.traits) with ordinality as t (value, place) order by place
      ) as t
      where trait <> 'null' or exists (
        select from identity e where e.environment_id = given.environment_id and e.identifier = given.identifier
      )), '{}')
    from given
    on conflict (environment_id, identifier) do update set traits = jsonb_strip_nulls(i.traits || coalesce((
      select jsonb_object_agg(n.key, case when n.value <> 'null' and i.traits ? n.key
        then jsonb_set(n.value, '{id}', i.traits #> array[n.key, 'id']) else n.value end)
      from jsonb_each(excluded.traits) as n), '{}'))
    returning i.id, i.environment_id, i.identifier, i.traits, i.xmax <> 0 as known
  ), told as (
    select pg_notify('identity_changed', $2 || ' ' || ids)
    from (select string_agg(id::text, ',') as ids from written where known) as changed where ids is not null
  )
  select id, environment_id || ':' || identifier as key, jsonb_strip_nulls(traits) as traits from written left join told on true`;
