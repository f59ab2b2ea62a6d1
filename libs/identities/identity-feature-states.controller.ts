import { Body, Controller, Delete, Get, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Environment, InEnvironment } from '#environments';
import {
  CreateIdentityOverrideDto,
  FeatureStateDto,
  FeatureStateRepository,
  FeatureStatesService,
  ListedFeatureStateDto,
  toFeatureState,
  toListedFeatureState,
  UpdateFeatureStateDto,
} from '#features';
import { About, Answers, AnswersNothing, Can, IdOf, PageOf, PageRequest, Paging, type Page } from '#platform/http';
import { IdentitiesService } from './identities.service.js';
import { CloneOverrides } from './overrides/clone-overrides.js';
import { CloneOverridesDto, EffectiveFlagDto } from './overrides/effective-flag.dto.js';
import { IdentityFlagsQuery } from './overrides/identity-flags.query.js';

/** What one identity gets instead of the environment's default. */
@ApiTags('identities')
@Controller('api/v1/environments/:environmentKey/identities/:identityId/featurestates')
export class IdentityFeatureStatesController {
  constructor(
    private readonly identities: IdentitiesService,
    private readonly states: FeatureStatesService,
    private readonly repository: FeatureStateRepository,
    private readonly flags: IdentityFlagsQuery,
    private readonly cloning: CloneOverrides,
  ) {}

  @Get()
  @Can('environment:UPDATE_FEATURE_STATE')
  @Answers(PageOf(ListedFeatureStateDto))
  async list(
    @InEnvironment() environment: Environment,
    @IdOf('identityId') identityId: number,
    @Paging() page: PageRequest,
  ): Promise<Page<ListedFeatureStateDto>> {
    const { id, identifier } = await this.identities.find(environment, identityId);
    const states = await this.repository.overridesOf(id);
    return page.of(states, (state) => toListedFeatureState(state, { id, identifier }));
  }

  @Post()
  @Can('environment:UPDATE_FEATURE_STATE')
  @About({ kind: 'feature', in: 'body', name: 'feature' })
  @Answers(FeatureStateDto, 201)
  async create(
    @InEnvironment() environment: Environment,
    @IdOf('identityId') identityId: number,
    @Body() input: CreateIdentityOverrideDto,
  ): Promise<FeatureStateDto> {
    const identity = await this.identities.find(environment, identityId);
    return toFeatureState(await this.states.override(environment, identity.id, input));
  }

  /** Every feature, with what it is for this identity. */
  @Get('all')
  @Can('environment:UPDATE_FEATURE_STATE')
  @Answers([EffectiveFlagDto])
  async listAll(
    @InEnvironment() environment: Environment,
    @IdOf('identityId') identityId: number,
  ): Promise<EffectiveFlagDto[]> {
    return this.flags.of(environment, await this.identities.find(environment, identityId));
  }

  /** The identity has the overrides of another one afterwards, and only those. */
  @Post('clone-from-given-identity')
  @Can('environment:UPDATE_FEATURE_STATE')
  @Answers([EffectiveFlagDto])
  async clone(
    @InEnvironment() environment: Environment,
    @IdOf('identityId') identityId: number,
    @Body() { source_identity_id: sourceId }: CloneOverridesDto,
  ): Promise<EffectiveFlagDto[]> {
    const target = await this.identities.find(environment, identityId);
    await this.cloning.clone(environment, await this.identities.find(environment, sourceId), target);
    return this.flags.of(environment, target);
  }

  @Get(':id')
  @Can('environment:UPDATE_FEATURE_STATE')
  @About({ kind: 'feature-state', in: 'path', name: 'id' })
  @Answers(FeatureStateDto)
  async retrieve(
    @InEnvironment() environment: Environment,
    @IdOf('identityId') identityId: number,
    @IdOf('id') id: number,
  ): Promise<FeatureStateDto> {
    const identity = await this.identities.find(environment, identityId);
    return toFeatureState(await this.states.findOverride(identity.id, id));
  }

  @Put(':id')
  @Can('environment:UPDATE_FEATURE_STATE')
  @About({ kind: 'feature-state', in: 'path', name: 'id' })
  @Answers(FeatureStateDto)
  async replace(
    @InEnvironment() environment: Environment,
    @IdOf('identityId') identityId: number,
    @IdOf('id') id: number,
    @Body() input: UpdateFeatureStateDto,
  ): Promise<FeatureStateDto> {
    const identity = await this.identities.find(environment, identityId);
    return toFeatureState(await this.states.update(await this.states.findOverride(identity.id, id), input));
  }

  @Patch(':id')
  @Can('environment:UPDATE_FEATURE_STATE')
  @About({ kind: 'feature-state', in: 'path', name: 'id' })
  @Answers(FeatureStateDto)
  update(
    @InEnvironment() environment: Environment,
    @IdOf('identityId') identityId: number,
    @IdOf('id') id: number,
    @Body() input: UpdateFeatureStateDto,
  ): Promise<FeatureStateDto> {
    return this.replace(environment, identityId, id, input);
  }

  @Delete(':id')
  @Can('environment:UPDATE_FEATURE_STATE')
  @About({ kind: 'feature-state', in: 'path', name: 'id' })
  @AnswersNothing()
  async delete(
    @InEnvironment() environment: Environment,
    @IdOf('identityId') identityId: number,
    @IdOf('id') id: number,
  ): Promise<void> {
    const identity = await this.identities.find(environment, identityId);
    await this.states.delete(await this.states.findOverride(identity.id, id));
  }
}
