import { Injectable } from '@nestjs/common';
import type { Environment } from '#environments';
import { Denied, Invalid, NotFound } from '#platform/errors';
import { Events } from '#platform/outbox';
import type { Feature } from '../feature.entity.js';
import { FeatureStateChanged } from '../feature.events.js';
import { FeatureRepository } from '../feature.repository.js';
import { scalarFault, valueOf, valueOfText, type FlagValue } from '../flag-value.js';
import { MultivariateOptionRepository } from '../multivariate/multivariate-option.repository.js';
import type {
  CreateFeatureStateDto,
  CreateIdentityOverrideDto,
  UpdateFeatureStateDto,
  WriteShareDto,
} from './feature-state.dto.js';
import { FeatureState, STATE_EXISTS } from './feature-state.entity.js';
import type { WriteTypedStateDto, WriteTypedValueDto } from './typed-state.dto.js';
import { FeatureStateRepository } from './feature-state.repository.js';
import { DirectWrites } from '../versions/direct-writes.js';

/** Changing what a feature is in an environment, by default or for one identity. */
@Injectable()
export class FeatureStatesService {
  constructor(
    private readonly states: FeatureStateRepository,
    private readonly features: FeatureRepository,
    private readonly options: MultivariateOptionRepository,
    private readonly direct: DirectWrites,
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
    return this.write(newState(environment, feature, { identityId }), input);
  }

  /** Of an identity, or the missing default. */
  async createPlain(
    environment: Environment,
    { identity, identifier, ...input }: CreateFeatureStateDto,
  ): Promise<FeatureState> {
    const feature = input.feature === undefined ? null : await this.features.find(environment.projectId, input.feature);
    if (!feature) throw new Denied();
    const named = identifier ? await this.states.identityNamed(environment.id, identifier) : identity;
    if (identifier && named === undefined) throw Invalid.field('identifier', 'Invalid identifier');
    if (named == null) {
      const state = newState(environment, feature, {});
      if (await this.isTaken(state)) throw Invalid.list(STATE_EXISTS);
      return this.write(state, input);
    }
    if (!(await this.states.hasIdentity(environment.id, named))) throw Invalid.reference('identity', named);
    return this.override(environment, named, { ...input, feature: feature.id });
  }

  /** A state that somebody describes with a typed value: of a segment, of an identity, or the missing default. */
  async create(
    environment: Environment,
    feature: Feature,
    of: Belonging,
    input: WriteTypedStateDto,
  ): Promise<FeatureState> {
    const state = newState(environment, feature, of);
    if (await this.isTaken(state)) throw Invalid.list(STATE_EXISTS);
    if (input.feature_state_value) storeTyped(state, { type: 'unicode', ...given(input.feature_state_value) });
    return this.write(state, plain(input));
  }

  /** With a typed value, of which only what is given changes. */
  async updateTyped(state: FeatureState, input: Partial<WriteTypedStateDto>): Promise<FeatureState> {
    if (input.environment !== undefined && input.environment !== state.environmentId)
      throw Invalid.field('environment', 'Cannot change the environment of a feature state');
    if (input.feature_state_value) storeTyped(state, given(input.feature_state_value));
    return this.update(state, plain(input));
  }

  private async isTaken({
    environmentId,
    featureId,
    identityId,
    featureSegmentId,
    environmentFeatureVersion,
  }: FeatureState): Promise<boolean> {
    if (featureSegmentId !== null) return this.states.isOverriddenBy(featureSegmentId);
    if (identityId !== null) return this.states.isOverridden(identityId, featureId);
    return this.states.hasDefault(environmentId, featureId, environmentFeatureVersion);
  }

  async delete(state: FeatureState): Promise<void> {
    const counts = await this.allow(state);
    await this.states.remove(state);
    if (counts) await this.announce(state);
  }

  /** Whether what is written counts at once. @throws Refused where it has to go through a version */
  private async allow(state: FeatureState): Promise<boolean> {
    return state.identityId !== null || (await this.direct.allow(state)) === 'counts';
  }

  private async write(state: FeatureState, input: UpdateFeatureStateDto): Promise<FeatureState> {
    const counts = await this.allow(state);
    const shares = await this.sharesFor(state, input.multivariate_feature_state_values ?? []);
    state.enabled = input.enabled ?? state.enabled;
    if (input.feature_state_value !== undefined) store(state, input.feature_state_value);
    state.updatedAt = new Date();
    // shares are rows of their own, which `allocate` writes
    const { multivariateValues, ...row } = state;
    const saved = await this.states.save(Object.assign(new FeatureState(), row));
    const written = (await this.states.byId(saved.id)) ?? saved;
    written.multivariateValues = multivariateValues;
    await this.states.allocate(written, shares);
    if (counts) await this.announce(written);
    return written;
  }

  /** @throws Invalid for an option of another feature, and where the shares would exceed 100 % */
  private async sharesFor(state: FeatureState, given: WriteShareDto[]): Promise<Map<number, number>> {
    const shares = new Map(given.map((share) => [share.multivariate_feature_option, share.percentage_allocation]));
    if (shares.size === 0) return shares;
    const known = new Set((await this.options.ofFeature(state.featureId)).map(({ id }) => id));
    const stranger = [...shares.keys()].find((id) => !known.has(id));
    if (stranger !== undefined) throw Invalid.reference('multivariate_feature_option', stranger);
    const kept = (state.multivariateValues ?? []).filter(({ optionId }) => !shares.has(optionId));
    const total = [...shares.values(), ...kept.map(({ percentageAllocation }) => percentageAllocation)].reduce(
      (sum, share) => sum + share,
      0,
    );
    if (total > 100)
      throw Invalid.field('multivariate_feature_state_values', 'Multivariate percentage values exceed 100%.');
    return shares;
  }

  private announce(state: FeatureState): Promise<void> {
    const { id, featureId, environmentId, identityId, featureSegmentId } = state;
    return this.events.publish(
      new FeatureStateChanged({ stateId: id, featureId, environmentId, identityId, featureSegmentId }),
    );
  }
}

/** Whose a state is, and which version's; the environment's default where nothing is given. */
type Belonging = Partial<
  Pick<
    FeatureState,
    'identityId' | 'featureSegmentId' | 'environmentFeatureVersion' | 'mvHashingSalt' | 'version' | 'liveFrom'
  >
>;

/** An override begins with the feature's initial value, as states do. */
function newState(environment: Environment, feature: Feature, of: Belonging): FeatureState {
  const initial = valueOfText(environment.project.preventFlagDefaults ? null : feature.initialValue);
  const place = { featureId: feature.id, environmentId: environment.id, multivariateValues: [] };
  return Object.assign(new FeatureState(), initial, place, of);
}

/** What a typed state has in common with a plain one. */
function plain({
  feature,
  enabled,
  multivariate_feature_state_values: shares,
}: Partial<WriteTypedStateDto>): UpdateFeatureStateDto {
  return {
    ...(feature === undefined ? {} : { feature }),
    ...(enabled === undefined ? {} : { enabled }),
    ...(shares ? { multivariate_feature_state_values: shares } : {}),
  };
}

/** The fields that are there. */
function given(value: WriteTypedValueDto): WriteTypedValueDto {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

function storeTyped(state: FlagValue, value: WriteTypedValueDto): void {
  state.type = value.type ?? state.type;
  if (value.string_value !== undefined) state.stringValue = value.string_value;
  if (value.integer_value !== undefined) state.integerValue = value.integer_value;
  if (value.boolean_value !== undefined) state.booleanValue = value.boolean_value;
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
