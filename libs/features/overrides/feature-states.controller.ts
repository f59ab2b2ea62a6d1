import { Body, Controller, Get, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags, PartialType } from '@nestjs/swagger';
import { Denied, Invalid, NotFound } from '#platform/errors';
import {
  Answers,
  CallerOf,
  IdOf,
  Int,
  PageOf,
  PageRequest,
  Paging,
  SignedIn,
  type Caller,
  type Page,
} from '#platform/http';
import { FeatureRepository } from '../feature.repository.js';
import type { FeatureState } from '../states/feature-state.entity.js';
import { FeatureStateRepository } from '../states/feature-state.repository.js';
import { FeatureStatesService } from '../states/feature-states.service.js';
import { toTypedState, TypedFeatureStateDto, WriteTypedStateDto } from '../states/typed-state.dto.js';
import { FeatureSegmentRepository } from './feature-segment.repository.js';
import { NamedEnvironmentQuery, type Wanted } from './named-environment.query.js';

class TypedStateFilters {
  @Int({ optional: true, description: 'without one there is nothing to be allowed on: 403' }) environment?: number;
  @Int({ optional: true }) feature?: number;
  @Int({ optional: true }) feature_segment?: number;
}

class CreateTypedStateDto extends WriteTypedStateDto {
  @Int({ optional: true, nullable: true, description: 'for the override of a segment' }) feature_segment?:
    number | null;
  @Int({ optional: true, nullable: true, description: 'for the override of an identity' }) identity?: number | null;
}

class PatchTypedStateDto extends PartialType(WriteTypedStateDto, { skipNullProperties: false }) {}

const writing = (featureId: number, featureSegment: number | null | undefined): Wanted => ({
  key: featureSegment ? 'MANAGE_SEGMENT_OVERRIDES' : 'UPDATE_FEATURE_STATE',
  featureId,
});

/** States with typed values, whichever environment they are in. Bodies and rows name it, so the handlers ask themselves. */
@ApiTags('feature-states')
@Controller('api/v1/features/featurestates')
export class FeatureStatesController {
  constructor(
    private readonly states: FeatureStatesService,
    private readonly repository: FeatureStateRepository,
    private readonly features: FeatureRepository,
    private readonly featureSegments: FeatureSegmentRepository,
    private readonly environments: NamedEnvironmentQuery,
  ) {}

  /** Defaults and the overrides of segments. */
  @Get()
  @SignedIn()
  @Answers(PageOf(TypedFeatureStateDto))
  async list(
    @CallerOf() caller: Caller,
    @Query() { environment: environmentId, feature, feature_segment }: TypedStateFilters,
    @Paging() page: PageRequest,
  ): Promise<Page<TypedFeatureStateDto>> {
    const environment = await this.environments.open(caller, environmentId, 'environment:VIEW_ENVIRONMENT');
    const only = {
      ...(feature === undefined ? {} : { featureId: feature }),
      ...(feature_segment === undefined ? {} : { featureSegmentId: feature_segment }),
    };
    const [found, count] = await this.repository.ofEveryone(environment.id, only, page);
    return page.answer(count, found.map(toTypedState));
  }

  @Post()
  @SignedIn()
  @Answers(TypedFeatureStateDto, 201)
  async create(@CallerOf() caller: Caller, @Body() input: CreateTypedStateDto): Promise<TypedFeatureStateDto> {
    const { feature_segment: featureSegmentId, identity: identityId } = input;
    const environment = await this.environments.open(
      caller,
      input.environment,
      writing(input.feature, featureSegmentId),
    );
    const feature = await this.features.find(environment.projectId, input.feature);
    if (!feature) throw Invalid.reference('feature', input.feature);
    if (featureSegmentId) await this.checkRow(featureSegmentId, environment.id, feature.id);
    else if (identityId && !(await this.repository.hasIdentity(environment.id, identityId)))
      throw Invalid.reference('identity', identityId);
    const of = featureSegmentId ? { featureSegmentId } : identityId ? { identityId } : {};
    return toTypedState(await this.states.create(environment, feature, of, input));
  }

  /** For whoever may see the project. */
  @Get('get-by-uuid/:key')
  @SignedIn()
  @Answers(TypedFeatureStateDto)
  async retrieveByUuid(@CallerOf() caller: Caller, @Param('key') uuid: string): Promise<TypedFeatureStateDto> {
    const state = await this.repository.byUuid(uuid);
    const environment = state && (await this.environments.find(caller, state.environmentId, 'project:VIEW_PROJECT'));
    if (!state || !environment) throw NotFound.of('FeatureState');
    return toTypedState(state);
  }

  @Put(':id')
  @SignedIn()
  @Answers(TypedFeatureStateDto)
  async replace(
    @CallerOf() caller: Caller,
    @IdOf('id') id: number,
    @Body() input: WriteTypedStateDto,
  ): Promise<TypedFeatureStateDto> {
    return toTypedState(await this.states.updateTyped(await this.find(caller, id), input));
  }

  @Patch(':id')
  @SignedIn()
  @Answers(TypedFeatureStateDto)
  async update(
    @CallerOf() caller: Caller,
    @IdOf('id') id: number,
    @Body() input: PatchTypedStateDto,
  ): Promise<TypedFeatureStateDto> {
    return toTypedState(await this.states.updateTyped(await this.find(caller, id), input));
  }

  /** Numbers can be guessed: one that nobody has is refused as that of somebody else is. */
  private async find(caller: Caller, id: number): Promise<FeatureState> {
    const state = await this.repository.byId(id);
    if (!state) throw new Denied();
    await this.environments.open(caller, state.environmentId, writing(state.featureId, state.featureSegmentId));
    return state;
  }

  private async checkRow(id: number, environmentId: number, featureId: number): Promise<void> {
    const row = await this.featureSegments.byId(id);
    if (row?.environmentId !== environmentId || row.featureId !== featureId)
      throw Invalid.reference('feature_segment', id);
  }
}
