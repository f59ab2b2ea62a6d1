import { Injectable } from '@nestjs/common';
import type { Environment } from '#environments';
import type { Feature } from '../feature.entity.js';
import type { FeatureSegment } from '../overrides/feature-segment.entity.js';
import type { Scope } from '../overrides/feature-segment.repository.js';
import type { WriteShareDto } from '../states/feature-state.dto.js';
import type { FeatureState } from '../states/feature-state.entity.js';
import { FeatureStateRepository } from '../states/feature-state.repository.js';
import { FeatureStatesService } from '../states/feature-states.service.js';
import type { WriteTypedValueDto } from '../states/typed-state.dto.js';
import { VersionContentsRepository } from '../versions/version-contents.repository.js';
import type { OverrideChange, StateChange } from './flag-change.js';

const NOTHING: WriteTypedValueDto = { string_value: null, integer_value: null, boolean_value: null };

/** The default of a flag and what it is for segments, written as far as it differs. */
@Injectable()
export class DeclaredStates {
  constructor(
    private readonly states: FeatureStatesService,
    private readonly repository: FeatureStateRepository,
    private readonly contents: VersionContentsRepository,
  ) {}

  /** Those of a version; those that count now, where there are no versions. */
  in({ environmentId, featureId, environmentFeatureVersion: version }: Scope): Promise<FeatureState[]> {
    return version === null ? this.repository.counting(environmentId, featureId) : this.repository.ofVersion(version);
  }

  writeDefault(state: FeatureState, change: StateChange, replaces: boolean): Promise<FeatureState> {
    return this.write(state, replaces ? { enabled: false, value: NOTHING, ...change } : change);
  }

  /** What a new or replaced one does not say is as the default is. */
  async writeOverride(
    environment: Environment,
    feature: Feature,
    row: FeatureSegment,
    { override, base, replaces }: { override: OverrideChange; base: FeatureState; replaces: boolean },
  ): Promise<void> {
    const change = replaces ? { ...likeDefault(base), ...override } : override;
    const state = (await this.in(row)).find(({ featureSegmentId }) => featureSegmentId === row.id);
    if (state) await this.write(state, change);
    else await this.create(environment, feature, row, change);
  }

  private async create(
    environment: Environment,
    feature: Feature,
    { id: featureSegmentId, segmentId, environmentFeatureVersion }: FeatureSegment,
    change: StateChange,
  ): Promise<void> {
    const versioned = environmentFeatureVersion !== null;
    const of = {
      featureSegmentId,
      environmentFeatureVersion,
      ...(versioned
        ? {
            version: null,
            liveFrom: null,
            mvHashingSalt: await this.contents.seedOf(environment.id, feature.id, segmentId),
          }
        : {}),
    };
    const typed = { ...typedState(change), feature: feature.id, environment: environment.id };
    await this.states.create(environment, feature, of, typed);
  }

  /** Nobody is told of what stays as it is. */
  private async write(state: FeatureState, change: StateChange): Promise<FeatureState> {
    return differs(state, change) ? this.states.updateTyped(state, typedState(change)) : state;
  }
}

function likeDefault(base: FeatureState): StateChange {
  const shares = base.multivariateValues.map(({ optionId, percentageAllocation }) => ({
    multivariate_feature_option: optionId,
    percentage_allocation: percentageAllocation,
  }));
  return { enabled: base.enabled, value: valueOfState(base), shares };
}

function valueOfState({ type, stringValue, integerValue, booleanValue }: FeatureState): WriteTypedValueDto {
  return { type, string_value: stringValue, integer_value: integerValue, boolean_value: booleanValue };
}

function typedState({ enabled, value, shares }: StateChange): {
  enabled?: boolean;
  feature_state_value?: WriteTypedValueDto;
  multivariate_feature_state_values?: WriteShareDto[];
} {
  return {
    ...(enabled === undefined ? {} : { enabled }),
    ...(value ? { feature_state_value: value } : {}),
    ...(shares ? { multivariate_feature_state_values: [...shares] } : {}),
  };
}

function differs(state: FeatureState, { enabled, value, shares }: StateChange): boolean {
  const now = valueOfState(state);
  const as = { ...now, ...value };
  return (
    (enabled !== undefined && enabled !== state.enabled) ||
    as.type !== now.type ||
    as.string_value !== now.string_value ||
    as.integer_value !== now.integer_value ||
    as.boolean_value !== now.boolean_value ||
    (shares ?? []).some(
      (share) =>
        state.multivariateValues.find(({ optionId }) => optionId === share.multivariate_feature_option)
          ?.percentageAllocation !== share.percentage_allocation,
    )
  );
}
