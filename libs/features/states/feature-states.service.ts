import { Injectable } from '@nestjs/common';
import type { Environment } from '#environments';
import { Denied, Invalid, NotFound } from '#platform/errors';
import { Events } from '#platform/outbox';
import { FeatureStateChanged } from '../feature.events.js';
import { FeatureRepository } from '../feature.repository.js';
import { scalarFault, valueOf, type FlagValue } from '../flag-value.js';
import { MultivariateOptionRepository } from '../multivariate/multivariate-option.repository.js';
import type { CreateIdentityOverrideDto, UpdateFeatureStateDto, WriteShareDto } from './feature-state.dto.js';
import { FeatureState, STATE_EXISTS } from './feature-state.entity.js';
import { FeatureStateRepository } from './feature-state.repository.js';

/** Changing what a feature is in an environment, by default or for one identity. */
@Injectable()
export class FeatureStatesService {
  constructor(
    private readonly states: FeatureStateRepository,
    private readonly features: FeatureRepository,
    private readonly options: MultivariateOptionRepository,
    private readonly events: Events,
  ) {}

  async find(environment: Environment, id: number): Promise<FeatureState> {
    const state = await this.states.find(environment.id, id);
    if (!state) throw NotFound.of('FeatureState');
    return state;
  }

  async findOverride(identityId: number, id: number): Promise<FeatureState> {
    const state = await this.states.findOverride(identityId, id);
    if (!state) throw NotFound.of('FeatureState');
    return state;
  }

  async update(state: FeatureState, input: UpdateFeatureStateDto): Promise<FeatureState> {
    if (input.feature !== undefined && input.feature !== state.featureId)
      throw Invalid.field('feature', 'Cannot change the feature of a feature state');
    return this.write(state, input);
  }

  /** Starts from the environment's default, and changes what is given. */
  async override(
    environment: Environment,
    identityId: number,
    input: CreateIdentityOverrideDto,
  ): Promise<FeatureState> {
    const feature = await this.features.find(environment.projectId, input.feature);
    if (!feature) throw new Denied();
    if (await this.states.isOverridden(identityId, feature.id)) throw Invalid.list(STATE_EXISTS);
    const fresh = { featureId: feature.id, environmentId: environment.id, identityId, multivariateValues: [] };
    return this.write(Object.assign(new FeatureState(), fresh), input);
  }

  async delete(state: FeatureState): Promise<void> {
    await this.states.remove(state);
    await this.announce(state);
  }

  private async write(state: FeatureState, input: UpdateFeatureStateDto): Promise<FeatureState> {
    const shares = await this.sharesFor(state, input.multivariate_feature_state_values ?? []);
    state.enabled = input.enabled ?? state.enabled;
    if (input.feature_state_value !== undefined) store(state, input.feature_state_value);
    state.updatedAt = new Date();
    // shares are rows of their own, which `allocate` writes
    const { multivariateValues, ...row } = state;
    const saved = await this.states.save(Object.assign(new FeatureState(), row));
    const written = (await this.states.find(saved.environmentId, saved.id)) ?? saved;
    written.multivariateValues = multivariateValues;
    await this.states.allocate(written, shares);
    await this.announce(written);
    return written;
  }

  /** @throws Invalid for an option of another feature, and where the shares would exceed 100 % */
  private async sharesFor(state: FeatureState, given: WriteShareDto[]): Promise<Map<number, number>> {
    const shares = new Map(given.map((share) => [share.multivariate_feature_option, share.percentage_allocation]));
    if (shares.size === 0) return shares;
    const known = new Set((await this.options.ofFeature(state.featureId)).map(({ id }) => id));
    const stranger = [...shares.keys()].find((id) => !known.has(id));
    if (stranger !== undefined)
      throw Invalid.field('multivariate_feature_option', `Invalid pk "${stranger}" - object does not exist.`);
    const kept = (state.multivariateValues ?? []).filter(({ optionId }) => !shares.has(optionId));
    const total = [...shares.values(), ...kept.map(({ percentageAllocation }) => percentageAllocation)].reduce(
      (sum, share) => sum + share,
      0,
    );
    if (total > 100)
      throw Invalid.field('multivariate_feature_state_values', 'Multivariate percentage values exceed 100%.');
    return shares;
  }

  private announce({ id, featureId, environmentId, identityId }: FeatureState): Promise<void> {
    return this.events.publish(new FeatureStateChanged({ stateId: id, featureId, environmentId, identityId }));
  }
}

/** Keeps what was stored under the other types. */
function store(state: FlagValue, scalar: string | number | boolean | null): void {
  const fault = scalarFault(scalar);
  if (fault) throw Invalid.field(fault.field, fault.sentence);
  const value = valueOf(scalar);
  state.type = value.type;
  if (value.type === 'int') state.integerValue = value.integerValue;
  else if (value.type === 'bool') state.booleanValue = value.booleanValue;
  else state.stringValue = value.stringValue;
}
