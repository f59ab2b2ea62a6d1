import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Environment, InEnvironment } from '#environments';
import {
  About,
  Answers,
  AnswersNothing,
  Can,
  IdOf,
  Int,
  PageOf,
  PageRequest,
  Paging,
  Text,
  type Page,
} from '#platform/http';
import {
  CreateFeatureStateDto,
  FeatureStateDto,
  ListedFeatureStateDto,
  PatchedFeatureStateDto,
  toFeatureState,
  toListedFeatureState,
  UpdateFeatureStateDto,
} from './feature-state.dto.js';
import { FeatureStateRepository } from './feature-state.repository.js';
import { FeatureStatesService } from './feature-states.service.js';
import { IdentityOverridesQuery } from './identity-overrides.query.js';

class FeatureStateFilters {
  @Int({ optional: true }) feature?: number;
  @Text({ optional: true, blank: true }) feature_name?: string;
  @Text({ optional: true, blank: true, description: 'there at all: only the overrides of identities' })
  anyIdentity?: string;
}

@ApiTags('feature-states')
@Controller('api/v1/environments/:environmentKey/featurestates')
export class EnvironmentFeatureStatesController {
  constructor(
    private readonly states: FeatureStatesService,
    private readonly repository: FeatureStateRepository,
    private readonly overrides: IdentityOverridesQuery,
  ) {}

  @Get()
  @Can('environment:VIEW_ENVIRONMENT')
  @Answers(PageOf(ListedFeatureStateDto))
  async list(
    @InEnvironment() environment: Environment,
    @Query() { feature, feature_name, anyIdentity }: FeatureStateFilters,
    @Paging() page: PageRequest,
  ): Promise<Page<ListedFeatureStateDto>> {
    const wanted = {
      ...(feature === undefined ? {} : { id: feature }),
      ...(feature_name ? { name: feature_name } : {}),
    };
    if (anyIdentity !== undefined) {
      const { count, results } = await this.overrides.page(environment.id, wanted, page);
      return page.answer(count, results);
    }
    const [found, count] = await this.repository.defaults(environment.id, wanted, page);
    return page.answer(
      count,
      found.map((state) => toListedFeatureState(state)),
    );
  }

  /** The default that is missing, or the override of an identity. */
  @Post()
  @Can('environment:UPDATE_FEATURE_STATE')
  @About({ kind: 'feature', in: 'body', name: 'feature' })
  @Answers(FeatureStateDto, 201)
  async create(
    @InEnvironment() environment: Environment,
    @Body() input: CreateFeatureStateDto,
  ): Promise<FeatureStateDto> {
    return toFeatureState(await this.states.createPlain(environment, input));
  }

  @Get(':id')
  @Can('environment:VIEW_ENVIRONMENT')
  @Answers(FeatureStateDto)
  async retrieve(@InEnvironment() environment: Environment, @IdOf('id') id: number): Promise<FeatureStateDto> {
    return toFeatureState(await this.states.find(environment, id));
  }

  @Put(':id')
  @Can('environment:UPDATE_FEATURE_STATE')
  @About({ kind: 'feature-state', in: 'path', name: 'id' })
  @Answers(FeatureStateDto)
  async replace(
    @InEnvironment() environment: Environment,
    @IdOf('id') id: number,
    @Body() input: UpdateFeatureStateDto,
  ): Promise<FeatureStateDto> {
    return toFeatureState(await this.states.update(await this.states.find(environment, id), input));
  }

  @Patch(':id')
  @Can('environment:UPDATE_FEATURE_STATE')
  @About({ kind: 'feature-state', in: 'path', name: 'id' })
  @Answers(PatchedFeatureStateDto)
  async update(
    @InEnvironment() environment: Environment,
    @IdOf('id') id: number,
    @Body() input: UpdateFeatureStateDto,
  ): Promise<PatchedFeatureStateDto> {
    const { featureId, enabled } = await this.states.update(await this.states.find(environment, id), input);
    return { feature: featureId, enabled };
  }

  /** Without a default the feature is not served any more. */
  @Delete(':id')
  @Can('environment:UPDATE_FEATURE_STATE')
  @About({ kind: 'feature-state', in: 'path', name: 'id' })
  @AnswersNothing()
  async delete(@InEnvironment() environment: Environment, @IdOf('id') id: number): Promise<void> {
    await this.states.delete(await this.states.find(environment, id));
  }
}
