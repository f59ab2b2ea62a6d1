import { Injectable } from '@nestjs/common';
import { Invalid, NotFound } from '#platform/errors';
import { Events } from '#platform/outbox';
import { Feature } from '../feature.entity.js';
import { FeatureUpdated } from '../feature.events.js';
import { FeatureRepository } from '../feature.repository.js';
import type { WriteOptionDto } from './multivariate-option.dto.js';
import { MultivariateOption } from './multivariate-option.entity.js';
import { MultivariateOptionRepository } from './multivariate-option.repository.js';

const TOO_MUCH = 'Invalid percentage allocation';

/** The values that a multivariate feature splits over. Their shares never add up to more than 100. */
@Injectable()
export class MultivariateOptionsService {
  constructor(
    private readonly options: MultivariateOptionRepository,
    private readonly features: FeatureRepository,
    private readonly events: Events,
  ) {}

  async create(feature: Feature, input: WriteOptionDto): Promise<MultivariateOption> {
    await this.features.lock(feature.id);
    const option = applyOption(Object.assign(new MultivariateOption(), { featureId: feature.id }), input);
    await this.checkShares(option, 0);
    const saved = await this.options.save(option);
    await this.options.allocateEverywhere(saved);
    await this.settleType(feature);
    return saved;
  }

  async update(feature: Feature, id: number, input: Partial<WriteOptionDto>): Promise<MultivariateOption> {
    await this.features.lock(feature.id);
    const option = applyOption(await this.find(feature, id), input);
    await this.checkShares(option, option.id);
    const saved = await this.options.save(option);
    await this.announce(feature);
    return saved;
  }

  async delete(feature: Feature, id: number): Promise<void> {
    await this.features.lock(feature.id);
    await this.options.remove(await this.find(feature, id));
    await this.settleType(feature);
  }

  async find(feature: Feature, id: number): Promise<MultivariateOption> {
    const option = await this.options.find(feature.id, id);
    if (!option) throw NotFound.of('MultivariateFeatureOption');
    return option;
  }

  /** Against the other defaults, and for a new option against what environments have given away. */
  private async checkShares(option: MultivariateOption, except: number): Promise<void> {
    const others = (await this.options.ofFeature(option.featureId)).filter(({ id }) => id !== except);
    const defaults = others.reduce((sum, { defaultPercentageAllocation }) => sum + defaultPercentageAllocation, 0);
    const given = except === 0 ? await this.options.largestAllocation(option.featureId, 0) : 0;
    if (Math.max(defaults, given) + option.defaultPercentageAllocation > 100)
      throw Invalid.field('default_percentage_allocation', TOO_MUCH);
  }

  /** A feature with options is multivariate, one without is standard. */
  private async settleType(feature: Feature): Promise<void> {
    const options = await this.options.ofFeature(feature.id);
    await this.features.setType(feature.id, options.length > 0 ? 'MULTIVARIATE' : 'STANDARD');
    await this.announce(feature);
  }

  private announce(feature: Feature): Promise<void> {
    return this.events.publish(new FeatureUpdated({ featureId: feature.id, projectId: feature.projectId }));
  }
}

export function applyOption(option: MultivariateOption, input: Partial<WriteOptionDto>): MultivariateOption {
  option.type = input.type ?? option.type;
  option.defaultPercentageAllocation = input.default_percentage_allocation ?? option.defaultPercentageAllocation;
  if (input.string_value !== undefined) option.stringValue = input.string_value;
  if (input.integer_value !== undefined) option.integerValue = input.integer_value;
  if (input.boolean_value !== undefined) option.booleanValue = input.boolean_value;
  if (input.key !== undefined) option.key = input.key;
  return option;
}
