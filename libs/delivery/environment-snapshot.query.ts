import { Injectable } from '@nestjs/common';
import type { FlagValue } from '#features';
import { Database } from '#platform/database';
import type { SegmentRule } from '#segments';

/** An environment as SDKs are told of it: its settings, its project's, its organisation's, and the project's segments. */
export interface EnvironmentRow {
  readonly id: number;
  readonly apiKey: string;
  readonly name: string;
  /** Seconds since 1970 with microseconds, as text. */
  readonly updatedAt: string;
  readonly updatedDate: Date;
  readonly allowClientTraits: boolean;
  readonly hideSensitiveData: boolean;
  readonly hideDisabledFlags: boolean | null;
  readonly useCompositeKey: boolean;
  readonly useOverridesInLocalEval: boolean;
  readonly projectId: number;
  readonly projectName: string;
  readonly projectHidesDisabled: boolean;
  readonly enableRealtimeUpdates: boolean;
  readonly organisationId: number;
  readonly organisationName: string;
  readonly featureAnalytics: boolean;
  readonly stopServingFlags: boolean;
  readonly persistTraitData: boolean;
  /** In the order of their ids. */
  readonly segments: readonly SegmentRow[];
}

/** A segment, with the states that it gives features in the environment. */
export interface SegmentRow {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
  /** Null: not for one feature only. */
  readonly featureId: number | null;
  readonly rules: SegmentRule[];
  readonly states: readonly StateRow[];
}

export interface VariantRow extends FlagValue {
  readonly id: number;
  readonly uuid: string;
  readonly optionId: number;
  readonly key: string | null;
  readonly weight: number;
}

/** A feature's state with the feature itself and its variants in the order of their ids. */
export interface StateRow extends FlagValue {
  readonly id: number;
  readonly uuid: string;
  readonly enabled: boolean;
  readonly identityId: number | null;
  /** What variants are hashed with. */
  readonly seed: number;
  /** With the segment and its priority where the state is a segment's override, else all three are null. */
  readonly featureSegmentId: number | null;
  readonly segmentId: number | null;
  readonly priority: number | null;
  readonly featureId: number;
  readonly featureName: string;
  readonly featureType: string;
  readonly createdDate: Date;
  readonly description: string | null;
  readonly initialValue: string | null;
  readonly defaultEnabled: boolean;
  readonly serverKeyOnly: boolean;
  readonly variants: readonly VariantRow[];
}

interface IdentityRow {
  readonly id: number;
  readonly identifier: string;
  readonly createdDate: Date;
}

/** An identity with its overrides. */
export interface OverriddenIdentity extends IdentityRow {
  readonly states: readonly StateRow[];
}

export interface KeyRow {
  readonly environmentId: number;
  readonly side: 'client' | 'server';
  /** Milliseconds since 1970; null: never. */
  readonly expiresAt: number | null;
}

/** Everything that delivery reads of environments, in few statements. */
@Injectable()
export class EnvironmentSnapshotQuery {
  constructor(private readonly database: Database) {}

  /** What an SDK key opens; undefined for one that is unknown, inactive or expired. */
  async key(key: string): Promise<KeyRow | undefined> {
    const [row] = await this.database.apart<KeyRow>(KEY, [key]);
    return row;
  }

  async environment(id: number): Promise<{ environment: EnvironmentRow; states: StateRow[] } | undefined> {
    // one statement's snapshot each: states first, so that the date is never newer than what it dates
    const everyones = await this.everyonesStates(id);
    const segments = await this.database.apart<Omit<SegmentRow, 'states'>>(SEGMENTS, [id]);
    const [environment] = await this.database.apart<Omit<EnvironmentRow, 'segments'>>(ENVIRONMENT, [id]);
    if (!environment) return undefined;
    const ofSegment = new Map<number | null, StateRow[]>([[null, []], ...segments.map(({ id: key }) => emptyAt(key))]);
    for (const state of everyones) ofSegment.get(state.segmentId)?.push(state);
    const withStates = segments.map((segment) => ({ ...segment, states: ofSegment.get(segment.id) ?? [] }));
    return { environment: { ...environment, segments: withStates }, states: ofSegment.get(null) ?? [] };
  }

  /** In pages: many rows at once would hold up everybody else. All of what counted at one moment. */
  private async everyonesStates(environmentId: number): Promise<StateRow[]> {
    const rows = await this.database.apart<{ id: number }>(LIVE, [environmentId]);
    const ids = rows.map(({ id }) => id);
    const all: StateRow[] = [];
    for (let at = 0; at < ids.length; at += PAGE)
      all.push(...(await this.database.apart<StateRow>(EVERYONES, [ids.slice(at, at + PAGE)])));
    return all;
  }

  overridesOf(identityId: number): Promise<StateRow[]> {
    return this.database.apart<StateRow>(`${STATES} where s.identity_id = $1 order by s.id`, [identityId]);
  }

  /** All identities of the environment that override anything, a page at a time. */
  async *overriddenIdentities(environmentId: number): AsyncGenerator<OverriddenIdentity[]> {
    for (let last = 0; ;) {
      const identities = await this.database.apart<IdentityRow>(OVERRIDDEN, [environmentId, last, PAGE]);
      if (identities.length === 0) return;
      const states = await this.database.apart<StateRow>(
        `${STATES} where s.environment_id = $1 and s.identity_id = any($2) order by s.id`,
        [environmentId, identities.map(({ id }) => id)],
      );
      const byIdentity = new Map<number | null, StateRow[]>(identities.map(({ id }) => emptyAt(id)));
      for (const state of states) byIdentity.get(state.identityId)?.push(state);
      yield identities.map((identity) => ({ ...identity, states: byIdentity.get(identity.id) ?? [] }));
      last = identities.at(-1)?.id ?? last;
    }
  }

  /** When each of these environments last changed; those that are gone are left out. */
  async dates(ids: readonly number[]): Promise<Map<number, string>> {
    const rows = await this.database.apart<{ id: number; updatedAt: string }>(DATES, [ids]);
    return new Map(rows.map(({ id, updatedAt }) => [id, updatedAt]));
  }
}

/** Rows that are read at once. */
const PAGE = 250;

const emptyAt = (key: number): [number, StateRow[]] => [key, []];

const EXPIRY = `(extract(epoch from k.expires_at) * 1000)::float8`;
const ALIVE = `e.deleted_at is null and p.deleted_at is null and o.deleted_at is null`;
const FAMILY = `environment e join project p on p.id = e.project_id join organisation o on o.id = p.organisation_id`;
const UPDATED = `round(extract(epoch from e.updated_at), 6)::text`;

const KEY = `
  select e.id as "environmentId", 'client' as side, null::float8 as "expiresAt" from ${FAMILY} where e.api_key = $1 and ${ALIVE}
  union all
  select e.id, 'server', ${EXPIRY} from environment_api_key k join (${FAMILY}) on e.id = k.environment_id
  where k.key = $1 and k.active and (k.expires_at is null or k.expires_at > now()) and ${ALIVE}`;

const ENVIRONMENT = `
  select e.id, e.api_key as "apiKey", e.name, ${UPDATED} as "updatedAt", e.updated_at as "updatedDate",
    e.allow_client_traits as "allowClientTraits", e.hide_sensitive_data as "hideSensitiveData",
    e.hide_disabled_flags as "hideDisabledFlags", e.use_identity_composite_key_for_hashing as "useCompositeKey",
    e.use_identity_overrides_in_local_eval as "useOverridesInLocalEval",
    p.id as "projectId", p.name as "projectName", p.hide_disabled_flags as "projectHidesDisabled",
    p.enable_realtime_updates as "enableRealtimeUpdates",
    o.id as "organisationId", o.name as "organisationName", o.feature_analytics as "featureAnalytics",
    o.stop_serving_flags as "stopServingFlags", o.persist_trait_data as "persistTraitData"
  from ${FAMILY} where e.id = $1 and ${ALIVE}`;

const VALUE = (row: string): string =>
  `${row}.type, ${row}.string_value as "stringValue", ${row}.integer_value as "integerValue", ${row}.boolean_value as "booleanValue"`;

const STATES = `
  select s.id, s.uuid, s.enabled, s.identity_id as "identityId", coalesce(s.mv_hashing_salt, s.id) as seed, ${VALUE('s')},
    s.feature_segment_id as "featureSegmentId", fs.segment_id as "segmentId", fs.priority,
    f.id as "featureId", f.name as "featureName", f.type as "featureType", f.created_date as "createdDate", f.description,
    f.initial_value as "initialValue", f.default_enabled as "defaultEnabled", f.is_server_key_only as "serverKeyOnly",
    coalesce(variants.list, '[]') as variants
  from feature_state s
  join feature f on f.id = s.feature_id and f.deleted_at is null
  left join feature_segment fs on fs.id = s.feature_segment_id
  left join lateral (
    select json_agg(v order by v.id) as list from (
      select v.id, v.uuid, o.id as "optionId", o.key, v.percentage_allocation as weight, ${VALUE('o')}
      from multivariate_feature_state_value v join multivariate_feature_option o on o.id = v.multivariate_feature_option_id
      where v.feature_state_id = s.id) v
  ) variants on true`;

const LIVE = 'select id from live_feature_state where environment_id = $1 order by id';
const EVERYONES = `${STATES} where s.id = any($1) order by s.id`;

const SEGMENTS = `
  select g.id, g.name, g.description, g.feature_id as "featureId", g.rules
  from segment g join environment e on e.project_id = g.project_id
  where e.id = $1 and g.deleted_at is null order by g.id`;

const OVERRIDDEN = `
  select i.id, i.identifier, i.created_date as "createdDate"
  from (
    select distinct identity_id from feature_state where environment_id = $1 and identity_id > $2 order by identity_id limit $3
  ) overridden join identity i on i.id = overridden.identity_id order by i.id`;

const DATES = `select e.id, ${UPDATED} as "updatedAt" from ${FAMILY} where e.id = any($1) and ${ALIVE}`;
