import { Body, Controller, Delete, Get, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Environment, InEnvironment } from '#environments';
import { NotFound } from '#platform/errors';
import { About, Answers, AnswersNothing, Can, IdOf } from '#platform/http';
import type { Feature } from '../feature.entity.js';
import { FeatureRepository } from '../feature.repository.js';
import { FeatureVersionsService } from './feature-versions.service.js';
import { PatchVersionStateDto, toVersionState, VersionStateDto, WriteVersionStateDto } from './version-state.dto.js';
import { VersionStatesService } from './version-states.service.js';

@ApiTags('versions')
@Controller('api/v1/environments/:environmentId/features/:featureId/versions/:uuid/featurestates')
export class VersionStatesController {
  constructor(
    private readonly versions: FeatureVersionsService,
    private readonly states: VersionStatesService,
    private readonly features: FeatureRepository,
  ) {}

  @Get()
  @Can('environment:VIEW_ENVIRONMENT')
  @Answers([VersionStateDto])
  async list(
    @InEnvironment() environment: Environment,
    @IdOf('featureId') featureId: number,
    @Param('uuid') uuid: string,
  ): Promise<VersionStateDto[]> {
    const { id } = await this.feature(environment, featureId);
    const version = await this.versions.find({ environmentId: environment.id, featureId: id }, uuid);
    return (await this.states.list(version)).map(toVersionState);
  }

  @Post()
  @Can('environment:UPDATE_FEATURE_STATE')
  @About({ kind: 'feature', in: 'path', name: 'featureId' })
  @Answers(VersionStateDto, 201)
  async create(
    @InEnvironment() environment: Environment,
    @IdOf('featureId') featureId: number,
    @Param('uuid') uuid: string,
    @Body() input: WriteVersionStateDto,
  ): Promise<VersionStateDto> {
    const feature = await this.feature(environment, featureId);
    await this.states.hold(input);
    const draft = await this.versions.openDraft({ environmentId: environment.id, featureId }, uuid);
    return toVersionState(await this.states.create(environment, feature, draft, input));
  }

  @Put(':id')
  @Can('environment:UPDATE_FEATURE_STATE')
  @About({ kind: 'feature', in: 'path', name: 'featureId' })
  @Answers(VersionStateDto)
  replace(
    @InEnvironment() environment: Environment,
    @IdOf('featureId') featureId: number,
    @Param('uuid') uuid: string,
    @IdOf('id') id: number,
    @Body() input: WriteVersionStateDto,
  ): Promise<VersionStateDto> {
    return this.update(environment, featureId, uuid, id, input);
  }

  @Patch(':id')
  @Can('environment:UPDATE_FEATURE_STATE')
  @About({ kind: 'feature', in: 'path', name: 'featureId' })
  @Answers(VersionStateDto)
  async update(
    @InEnvironment() environment: Environment,
    @IdOf('featureId') featureId: number,
    @Param('uuid') uuid: string,
    @IdOf('id') id: number,
    @Body() input: PatchVersionStateDto,
  ): Promise<VersionStateDto> {
    const draft = await this.versions.openDraft({ environmentId: environment.id, featureId }, uuid);
    return toVersionState(await this.states.update(draft, await this.states.find(draft, id), input));
  }

  /** The override of a segment: the default stays. */
  @Delete(':id')
  @Can('environment:UPDATE_FEATURE_STATE')
  @About({ kind: 'feature', in: 'path', name: 'featureId' })
  @AnswersNothing()
  async delete(
    @InEnvironment() environment: Environment,
    @IdOf('featureId') featureId: number,
    @Param('uuid') uuid: string,
    @IdOf('id') id: number,
  ): Promise<void> {
    const draft = await this.versions.openDraft({ environmentId: environment.id, featureId }, uuid);
    await this.states.delete(await this.states.find(draft, id));
  }

  private async feature(environment: Environment, id: number): Promise<Feature> {
    const feature = await this.features.find(environment.projectId, id);
    if (!feature) throw NotFound.of('Feature');
    return feature;
  }
}
