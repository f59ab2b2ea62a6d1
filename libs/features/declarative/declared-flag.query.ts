import { Injectable } from '@nestjs/common';
import type { Environment } from '#environments';
import { NotFound } from '#platform/errors';
import type { Feature } from '../feature.entity.js';
import { scalarOf } from '../flag-value.js';
import { FeatureSegmentRepository } from '../overrides/feature-segment.repository.js';
import type { FeatureState } from '../states/feature-state.entity.js';
import { FeatureStateRepository } from '../states/feature-state.repository.js';
import type { DeclaredDefaultDto, DeclaredFlagDto, DeclaredValueDto } from './declared-flag.dto.js';

const TYPES = { unicode: 'string', int: 'integer', bool: 'boolean' } as const;

/** What a flag is now. */
@Injectable()
export class DeclaredFlagQuery {
  constructor(
    private readonly states: FeatureStateRepository,
    private readonly rows: FeatureSegmentRepository,
  ) {}

  async of(environment: Environment, feature: Feature): Promise<DeclaredFlagDto> {
    const states = await this.states.counting(environment.id, feature.id);
    const base = states.find(({ featureSegmentId }) => featureSegmentId === null);
    if (!base) throw new NotFound();
    const rows = await this.rows.inScope(await this.rows.liveScope(environment.id, feature.id));
    return {
      environment_default: toDefault(base),
      segment_overrides: rows.flatMap(({ id, segmentId, priority }) => {
        const state = states.find(({ featureSegmentId }) => featureSegmentId === id);
        return state ? [{ segment: { id: segmentId }, priority, ...toDefault(state) }] : [];
      }),
    };
  }
}

function toDefault(state: FeatureState): DeclaredDefaultDto {
  return {
    enabled: state.enabled,
    value: toValue(state),
    variants: state.multivariateValues
      .map(({ optionId, percentageAllocation }) => ({ id: optionId, weight: percentageAllocation }))
      .sort((one, other) => one.id - other.id),
  };
}

function toValue(state: FeatureState): DeclaredValueDto | null {
  const value = scalarOf(state);
  return value === null ? null : { type: TYPES[state.type], value: String(value) };
}
