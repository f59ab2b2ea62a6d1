import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Environment } from '#environments';
import { compileEnvironment, type CompilableFeature, type Outcome } from '#evaluation';
import { scalarOf, type FlagValue } from '#features';
import { Database } from '#platform/database';
import { compilableSegment, Segment, traitsFrom } from '#segments';
import type { Identity } from '../identity.entity.js';
import type { EffectiveFlagDto } from './effective-flag.dto.js';

interface StateRow extends FlagValue {
  readonly enabled: boolean;
  readonly identityId: number | null;
  readonly segmentId: number | null;
  readonly priority: number | null;
  /** What variants are hashed with. */
  readonly seed: number;
  readonly featureId: number;
  readonly featureName: string;
  readonly featureType: string;
  readonly variants: readonly (FlagValue & { readonly weight: number })[];
}

/** One way in which a flag can turn out. */
interface Piece {
  readonly state: StateRow;
  readonly value: FlagValue;
}

/** All flags of one identity, as an SDK would get them now, with what decided: asked of the rows, not of what is served. */
@Injectable()
export class IdentityFlagsQuery {
  constructor(private readonly database: Database) {}

  /** In the order of the environment's default states. */
  async of(environment: Environment, identity: Identity): Promise<EffectiveFlagDto[]> {
    const rows = await this.database.query<StateRow>(STATES, [environment.id, identity.id]);
    const ids = [...new Set(rows.flatMap(({ segmentId }) => segmentId ?? []))];
    const segments = await this.database.manager.find(Segment, { where: { id: In(ids) }, order: { id: 'ASC' } });
    const pieces = evaluate(environment, identity, rows, segments);
    const hides = environment.hideDisabledFlags ?? environment.project.hideDisabledFlags;
    return pieces.filter(({ state }) => state.enabled || !hides).map((piece) => toFlag(piece, segments));
  }
}

function evaluate(
  { apiKey, name, useIdentityCompositeKeyForHashing: composite }: Environment,
  { id, identifier, traits }: Identity,
  rows: readonly StateRow[],
  segments: readonly Segment[],
): Piece[] {
  const defaults = rows.filter(({ identityId, segmentId }) => identityId === null && segmentId === null);
  const places = new Map(segments.map((segment, index) => [segment.id, index]));
  const features = defaults.map((state): CompilableFeature<Piece> => ({
    name: state.featureName,
    base: outcomeOf(state),
    overrides: rows
      .filter(({ featureId, segmentId }) => featureId === state.featureId && segmentId !== null)
      .flatMap((override) => {
        const segment = places.get(override.segmentId ?? 0);
        return segment === undefined
          ? []
          : [{ segment, priority: override.priority ?? 0, outcome: outcomeOf(override) }];
      }),
  }));
  const own = new Map<number, Outcome<Piece>>();
  for (const state of rows.filter(({ identityId }) => identityId !== null)) {
    const index = defaults.findIndex(({ featureId }) => featureId === state.featureId);
    if (index >= 0) own.set(index, outcomeOf(state));
  }
  const compiled = compileEnvironment({ key: apiKey, name, segments: segments.map(compilableSegment), features });
  const key = composite ? `${apiKey}_${identifier}` : String(id);
  return compiled.evaluate({ identifier, key, traits: traitsFrom(traits) }, own);
}

function outcomeOf(state: StateRow): Outcome<Piece> {
  const variants = state.variants.map((value) => ({ piece: { state, value }, weight: value.weight }));
  return { control: { state, value: state }, variants, seed: String(state.seed) };
}

function toFlag({ state, value }: Piece, segments: readonly Segment[]): EffectiveFlagDto {
  const segment = segments.find(({ id }) => id === state.segmentId);
  return {
    feature: { id: state.featureId, name: state.featureName, type: state.featureType },
    enabled: state.enabled,
    feature_state_value: scalarOf(value),
    overridden_by: segment ? 'SEGMENT' : state.identityId !== null ? 'IDENTITY' : null,
    segment: segment ? { id: segment.id, name: segment.name } : null,
    multivariate_feature_state_values: state.variants.map((variant) => ({
      multivariate_feature_option: { value: scalarOf(variant) },
      percentage_allocation: variant.weight,
    })),
  };
}

const VALUE = (row: string): string =>
  `${row}.type, ${row}.string_value as "stringValue", ${row}.integer_value as "integerValue", ${row}.boolean_value as "booleanValue"`;

const STATES = `
  select s.enabled, s.identity_id as "identityId", fs.segment_id as "segmentId", fs.priority,
    coalesce(s.mv_hashing_salt, s.id) as seed, ${VALUE('s')},
    f.id as "featureId", f.name as "featureName", f.type as "featureType", coalesce(variants.list, '[]') as variants
  from (
    select id from live_feature_state where environment_id = $1
    union all select id from feature_state where environment_id = $1 and identity_id = $2) l
  join feature_state s on s.id = l.id
  join feature f on f.id = s.feature_id and f.deleted_at is null
  left join feature_segment fs on fs.id = s.feature_segment_id
  left join lateral (
    select json_agg(v order by v.id) as list from (
      select v.id, v.percentage_allocation as weight, ${VALUE('o')}
      from multivariate_feature_state_value v join multivariate_feature_option o on o.id = v.multivariate_feature_option_id
      where v.feature_state_id = s.id) v
  ) variants on true
  order by s.id`;
