import { Body, Controller, Get, Patch, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Environment, InEnvironment } from '#environments';
import { About, Answers, Can, IdOf, Int, PageOf, PageRequest, Paging, Text, type Page } from '#platform/http';
import {
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
}
