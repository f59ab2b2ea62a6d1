import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { IsNull, Not, Raw, type FindOptionsWhere } from 'typeorm';
import { Database, Store } from '#platform/database';
import type { PageRequest } from '#platform/http';
import type { Feature } from '../feature.entity.js';
import { valueOf, valueOfText } from '../flag-value.js';
import { FeatureState } from './feature-state.entity.js';
import { MultivariateStateValue } from './multivariate-state-value.entity.js';

/** Of a feature that is not deleted: TypeORM joins only those. */
export const LIVE = { id: Not(IsNull()) };
const DEFAULT = { identityId: IsNull(), featureSegmentId: IsNull() };
const WITH_VALUES = { multivariateValues: true } as const;
const BY_ID = { id: 'ASC', multivariateValues: { id: 'ASC' } } as const;

@Injectable()
export class FeatureStateRepository extends Store<FeatureState> {
  constructor(database: Database) {
    super(database, FeatureState);
  }

  /** A default or the override of an identity: those of segments have a permission of their own. */
  find(environmentId: number, id: number): Promise<FeatureState | null> {
    const where = { environmentId, id, featureSegmentId: IsNull(), feature: LIVE };
    return this.rows.findOne({ where, relations: WITH_VALUES, order: BY_ID });
  }

  /** A default or the override of a segment. */
  async byUuid(uuid: string): Promise<FeatureState | null> {
    const where = { uuid, identityId: IsNull(), feature: LIVE };
    return isUUID(uuid) ? this.rows.findOne({ where, relations: WITH_VALUES, order: BY_ID }) : null;
  }

  byId(id: number): Promise<FeatureState | null> {
    return this.rows.findOne({ where: { id, feature: LIVE }, relations: WITH_VALUES, order: BY_ID });
  }

  /** Defaults and the overrides of segments that count now, a page of them. */
  async ofEveryone(
    environmentId: number,
    only: { featureId?: number; featureSegmentId?: number },
    page: PageRequest,
  ): Promise<[FeatureState[], number]> {
    const where = { ...counting(environmentId), identityId: IsNull(), feature: LIVE, ...only };
    return this.findPage({ where, relations: WITH_VALUES, order: BY_ID }, page);
  }

  /** What counts now of a feature, but for identities. */
  counting(environmentId: number, featureId: number): Promise<FeatureState[]> {
    const where = { ...counting(environmentId), identityId: IsNull(), feature: LIVE, featureId };
    return this.rows.find({ where, relations: WITH_VALUES, order: BY_ID });
  }

  findOverride(identityId: number, id: number): Promise<FeatureState | null> {
    return this.rows.findOne({ where: { identityId, id, feature: LIVE }, relations: WITH_VALUES, order: BY_ID });
  }

  overridesOf(identityId: number): Promise<FeatureState[]> {
    return this.rows.find({ where: { identityId, feature: LIVE }, relations: WITH_VALUES, order: BY_ID });
  }

  hasDefault(environmentId: number, featureId: number, version: string | null): Promise<boolean> {
    return this.rows.existsBy({ environmentId, featureId, environmentFeatureVersion: version ?? IsNull(), ...DEFAULT });
  }

  /** All states of a version. */
  ofVersion(version: string): Promise<FeatureState[]> {
    const where = { environmentFeatureVersion: version };
    return this.rows.find({ where, relations: WITH_VALUES, order: BY_ID });
  }

  /** Whether an identity of that id is in the environment. */
  async hasIdentity(environmentId: number, identityId: number): Promise<boolean> {
    return (await this.database.query(IDENTITY, [identityId, environmentId])).length > 0;
  }

  async identityNamed(environmentId: number, identifier: string): Promise<number | undefined> {
    const [row] = await this.database.query<{ id: number }>(NAMED, [environmentId, identifier]);
    return row?.id;
  }

  isOverriddenBy(featureSegmentId: number): Promise<boolean> {
    return this.rows.existsBy({ featureSegmentId });
  }

  isOverridden(identityId: number, featureId: number): Promise<boolean> {
    return this.rows.existsBy({ identityId, featureId });
  }

  /** The environment's defaults that count now, a page of them, of one feature where that is given. */
  async defaults(
    environmentId: number,
    feature: FindOptionsWhere<Feature>,
    page: PageRequest,
  ): Promise<[FeatureState[], number]> {
    const where = { ...counting(environmentId), ...DEFAULT, feature: { ...LIVE, ...feature } };
    return this.findPage({ where, relations: WITH_VALUES, order: BY_ID }, page);
  }

  /** Replaces the shares of those options that are named; others keep theirs. */
  async allocate(state: FeatureState, shares: ReadonlyMap<number, number>): Promise<void> {
    if (shares.size === 0) return;
    await this.database.query(ALLOCATE, [state.id, [...shares.keys()], [...shares.values()]]);
    state.multivariateValues = await this.database.manager.find(MultivariateStateValue, {
      where: { featureStateId: state.id },
      order: { id: 'ASC' },
    });
  }

  async remove(state: FeatureState): Promise<void> {
    await this.rows.delete(state.id);
  }

  /** A default state of each feature in each environment, in its first version where there are versions, with the shares of its options, in two statements. */
  async makeDefaults(features: Feature[], environmentIds: number[], bare: boolean): Promise<void> {
    if (features.length === 0 || environmentIds.length === 0) return;
    await this.database.query(HOLD_ENVIRONMENTS, [environmentIds]);
    const values = features.map(({ initialValue }) => (bare ? valueOf(null) : valueOfText(initialValue)));
    await this.database.query(DEFAULTS, [
      features.map(({ id }) => id),
      features.map(({ defaultEnabled }) => defaultEnabled && !bare),
      values.map(({ type }) => type),
      values.map(({ stringValue }) => stringValue),
      values.map(({ integerValue }) => integerValue),
      values.map(({ booleanValue }) => booleanValue),
      environmentIds,
    ]);
    await this.database.query(DEFAULT_SHARES, [features.map(({ id }) => id), environmentIds]);
  }
}

/** Those that count now, of versions that are live, or without versions the newest that are. */
const counting = (environmentId: number): FindOptionsWhere<FeatureState> => ({
  environmentId,
  id: Raw((id) => `${id} in (select id from live_feature_state where environment_id = :environmentId)`, {
    environmentId,
  }),
});

const HOLD_ENVIRONMENTS = 'select id from environment where id = any($1) order by id for key share';
const NAMED = 'select id from identity where environment_id = $1 and identifier = $2';
const IDENTITY = 'select id from identity where id = $1 and environment_id = $2';
const ALLOCATE = `
  insert into multivariate_feature_state_value (feature_state_id, multivariate_feature_option_id, percentage_allocation)
  select $1, option_id, share from unnest($2::int[], $3::float8[]) as given (option_id, share) order by option_id
  on conflict on constraint multivariate_feature_state_value_once
  do update set percentage_allocation = excluded.percentage_allocation`;
const DEFAULTS = `
  with version as (
    insert into environment_feature_version (feature_id, environment_id, published_at, live_from)
    select f, e.id, clock_timestamp(), clock_timestamp()
    from unnest($1::int[]) as f cross join environment e
    where e.id = any($7::int[]) and e.use_v2_feature_versioning
    returning uuid, feature_id, environment_id)
  insert into feature_state (feature_id, environment_id, enabled, type, string_value, integer_value, boolean_value, version,
    live_from, environment_feature_version)
  select f.id, e.id, f.enabled, f.type, f.string, f.number, f.bool, case when v.uuid is null then 1 end,
    case when v.uuid is null then now() end, v.uuid
  from unnest($1::int[], $2::bool[], $3::text[], $4::text[], $5::int[], $6::bool[]) as f (id, enabled, type, string, number, bool)
  cross join unnest($7::int[]) as e (id)
  left join version v on v.feature_id = f.id and v.environment_id = e.id
  order by e.id, f.id
  on conflict do nothing`;
const DEFAULT_SHARES = `
  insert into multivariate_feature_state_value (feature_state_id, multivariate_feature_option_id, percentage_allocation)
  select s.id, o.id, o.default_percentage_allocation
  from feature_state s join multivariate_feature_option o on o.feature_id = s.feature_id
  where s.feature_id = any($1) and s.environment_id = any($2) and s.identity_id is null and s.feature_segment_id is null
  order by s.id, o.id
  on conflict do nothing`;
