import { Injectable } from '@nestjs/common';
import type { Environment } from '#environments';
import {
  FeatureStateRepository,
  FeatureStatesService,
  scalarOf,
  type FeatureState,
  type UpdateFeatureStateDto,
} from '#features';
import type { Identity } from '../identity.entity.js';
import { IdentityRepository } from '../identity.repository.js';

/** Gives an identity the overrides of another one, and no others. */
@Injectable()
export class CloneOverrides {
  constructor(
    private readonly identities: IdentityRepository,
    private readonly states: FeatureStatesService,
    private readonly repository: FeatureStateRepository,
  ) {}

  async clone(environment: Environment, source: Identity, target: Identity): Promise<void> {
    if (source.id === target.id) return;
    await this.identities.lock(target);
    const wanted = await this.repository.overridesOf(source.id);
    const there = new Map((await this.repository.overridesOf(target.id)).map((state) => [state.featureId, state]));
    for (const state of wanted) {
      const own = there.get(state.featureId);
      there.delete(state.featureId);
      if (own) await this.states.update(own, copyOf(state, own));
      else await this.states.override(environment, target.id, { ...copyOf(state), feature: state.featureId });
    }
    for (const state of there.values()) await this.states.delete(state);
  }
}

/** Options that only the other one has shares of get nothing. */
function copyOf(state: FeatureState, onto?: FeatureState): UpdateFeatureStateDto {
  const shares = new Map((onto?.multivariateValues ?? []).map(({ optionId }) => [optionId, 0]));
  for (const { optionId, percentageAllocation } of state.multivariateValues) shares.set(optionId, percentageAllocation);
  return {
    enabled: state.enabled,
    feature_state_value: scalarOf(state),
    multivariate_feature_state_values: [...shares].map(([multivariate_feature_option, percentage_allocation]) => ({
      multivariate_feature_option,
      percentage_allocation,
    })),
  };
}
