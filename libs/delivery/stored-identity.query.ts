import { Injectable } from '@nestjs/common';
import { storedValue, type StoredTraits } from '#identities';
import { Database } from '#platform/database';
import { identityKey, type IdentityRef } from './identity-key.js';
import type { TraitValue } from './incoming-trait.js';

export interface StoredIdentity {
  readonly id: number;
  readonly traits: StoredTraits;
  /** Changes with every write of the row. */
  readonly version: string;
}

/** What an identity is to have; with what is known of it, if it is known. */
export interface IdentityPut extends IdentityRef {
  readonly known: Pick<StoredIdentity, 'id' | 'version'> | undefined;
  readonly traits: StoredTraits;
}

/** What is to become of an identity's traits; null takes one away. */
export interface IdentityMerge extends IdentityRef {
  readonly traits: ReadonlyMap<string, TraitValue>;
}

type Keyed<T> = T & { readonly key: string };

/** Identities and their traits, as SDKs read and write them: one statement, whatever the number of traits or identities. */
@Injectable()
export class StoredIdentityQuery {
  constructor(private readonly database: Database) {}

  /** Those that are there, by their key. */
  async find(
    identities: readonly IdentityRef[],
  ): Promise<Map<string, StoredIdentity & { readonly overridden: boolean }>> {
    const rows = await this.database.apart<Keyed<StoredIdentity & { overridden: boolean }>>(
      FIND,
      [identities.map(({ environmentId }) => environmentId), identities.map(({ identifier }) => identifier)],
      'identity-find',
    );
    return byKey(rows);
  }

  /** Makes the identity where it is missing, and lets nobody else write it until the transaction ends. */
  async lock(identity: IdentityRef): Promise<StoredIdentity> {
    const key = identityKey(identity);
    await this.merge([{ ...identity, traits: new Map() }]);
    const rows = await this.database.query<Keyed<StoredIdentity>>(LOCK, [identity.environmentId, identity.identifier]);
    const found = byKey(rows).get(key);
    if (!found) throw new Error('an identity was neither found nor made');
    return found;
  }

  /** A trait that is there, and null. Nobody else may be writing the identity: `lock` it before. */
  async writeNull(identityId: number, key: string): Promise<number> {
    const [row] = await this.database.query<{ id: number }>(WRITE_NULL, [identityId, key]);
    return row?.id ?? 0;
  }

  /**
   * Stores whole documents of traits: of identities that are known, where nobody has written since, and of new ones. No identity
   * may come twice.
   * @param writer what the notification is signed with, so that a writer knows its own
   * @returns id and version by key of those that were stored; the others have been written by somebody else
   */
  async put(
    puts: readonly IdentityPut[],
    writer: string,
  ): Promise<Map<string, Pick<StoredIdentity, 'id' | 'version'>>> {
    const rows = await this.database.apart<Keyed<Pick<StoredIdentity, 'id' | 'version'>>>(
      PUT,
      [
        puts.map(({ environmentId }) => environmentId),
        puts.map(({ identifier }) => identifier),
        puts.map(({ known }) => known?.id ?? null),
        puts.map(({ known }) => known?.version ?? null),
        // no JSON has a line break in it
        puts.map(({ traits }) => JSON.stringify(traits)).join('\n'),
        writer,
      ],
      'identity-put',
    );
    return byKey(rows);
  }

  /**
   * Merges traits into the stored ones, in the open transaction, making identities that are missing. Two writers of different keys
   * both win: the merge is PostgreSQL's, on the row it has locked. No identity may come twice.
   * @returns the identities by key, with all their traits
   */
  async merge(merges: readonly IdentityMerge[]): Promise<Map<string, StoredIdentity>> {
    return byKey(await this.database.query<Keyed<StoredIdentity>>(MERGE, mergeParameters(merges, 'api')));
  }

  /** The same apart from any transaction: durable when it returns. */
  async mergeApart(merges: readonly IdentityMerge[], writer: string): Promise<Map<string, StoredIdentity>> {
    return byKey(await this.database.apart<Keyed<StoredIdentity>>(MERGE, mergeParameters(merges, writer)));
  }
}

function mergeParameters(merges: readonly IdentityMerge[], writer: string): unknown[] {
  const given = merges.map(({ environmentId, identifier, traits }) => ({
    environment_id: environmentId,
    identifier,
    traits: [...traits].map(([key, value]) => ({
      key,
      trait: value === null ? null : storedValue(value),
    })),
  }));
  return [JSON.stringify(given), writer];
}

function byKey<T>(rows: readonly Keyed<T>[]): Map<string, T> {
  return new Map(rows.map((row) => [row.key, row]));
}

/** `null` stands for a trait that was taken away. */
const READ = `i.id, i.environment_id || ':' || i.identifier as key, i.xmin::text as version, jsonb_strip_nulls(i.traits) as traits`;

/**
 * Always true. It lets the planner believe that few rows are given, so that it keeps to the index: a plan made while the table was
 * small is used for as long as the connection lasts.
 */
const FEW = '% 1 = 0';

const FIND = `
  select ${READ}, exists(select from feature_state s where s.identity_id = i.id) as overridden
  from unnest($1::int[], $2::text[]) as given (environment_id, identifier)
  join identity i on i.environment_id = given.environment_id and i.identifier = given.identifier
  where given.environment_id ${FEW}`;
const LOCK = `select ${READ} from identity i where i.environment_id = $1 and i.identifier = $2 for update`;

const PUT = `
  with given as materialized (
    select * from unnest($1::int[], $2::text[], $3::int[], $4::xid[], string_to_array($5, E'\\n')::jsonb[])
      as given (environment_id, identifier, id, version, traits)
  ), replaced as (
    update identity i set traits = given.traits from given
    where i.id = given.id and i.xmin = given.version and given.id ${FEW}
    returning i.id, i.environment_id, i.identifier, i.xmin
  ), made as (
    insert into identity as i (environment_id, identifier, traits)
    select environment_id, identifier, traits from given where id is null order by environment_id, identifier
    on conflict (environment_id, identifier) do nothing
    returning i.id, i.environment_id, i.identifier, i.xmin
  ), told as (
    select pg_notify('identity_changed', $6 || ' ' || ids)
    from (select string_agg(id::text, ',') as ids from replaced) as changed where ids is not null
  ), stored as (
    select * from replaced union all select * from made
  )
  select id, environment_id || ':' || identifier as key, xmin::text as version from stored left join told on true`;
const WRITE_NULL = `
  with written as (
    update identity set traits = traits || jsonb_build_object($2::text, jsonb_build_object(
      'type', 'unicode', 'id', coalesce(traits #> array[$2, 'id'], to_jsonb(nextval('trait_id')))))
    where id = $1 returning traits
  )
  select (traits #>> array[$2, 'id'])::int as id from written`;

/** The stored traits with new ones over them: a null takes one away, and a key that is there already keeps its id. */
const MERGED = (traits: string): string => `jsonb_strip_nulls(i.traits || coalesce((
      select jsonb_object_agg(n.key, case when n.value <> 'null' and i.traits ? n.key
        then jsonb_set(n.value, '{id}', i.traits #> array[n.key, 'id']) else n.value end)
      from jsonb_each(${traits}) as n), '{}'))`;

/** What is there is updated, and only the rest inserted: an insert uses up an id of the table, also where it then only updates. */
const MERGE = `
  with given as materialized (
    select given.environment_id, given.identifier, coalesce((
      select jsonb_object_agg(key, case when trait = 'null' then trait else trait || jsonb_build_object('id', nextval('trait_id')) end)
      from (
        select t.value->>'key' as key, t.value->'trait' as trait
        from jsonb_array_elements(given.traits) with ordinality as t (value, place) order by place
      ) as t), '{}') as traits
    from jsonb_to_recordset($1::jsonb) as given (environment_id int, identifier text, traits jsonb)
    order by environment_id, identifier
  ), merged as (
    update identity i set traits = ${MERGED('given.traits')} from given
    where i.environment_id = given.environment_id and i.identifier = given.identifier and given.environment_id ${FEW}
    returning i.id, i.environment_id, i.identifier, i.traits, i.xmin, true as known
  ), made as (
    insert into identity as i (environment_id, identifier, traits)
    select environment_id, identifier, jsonb_strip_nulls(traits) from given
    where not exists (
      select from merged m where m.environment_id = given.environment_id and m.identifier = given.identifier
    )
    on conflict (environment_id, identifier) do update set traits = ${MERGED('excluded.traits')}
    returning i.id, i.environment_id, i.identifier, i.traits, i.xmin, i.xmax <> 0 as known
  ), written as (
    select * from merged union all select * from made
  ), told as (
    select pg_notify('identity_changed', $2 || ' ' || ids)
    from (select string_agg(id::text, ',') as ids from written where known) as changed where ids is not null
  )
  select ${READ} from written as i left join told on true`;
