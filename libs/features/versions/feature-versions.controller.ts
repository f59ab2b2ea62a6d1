import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  About,
  Answers,
  AnswersNothing,
  Bool,
  CallerOf,
  Can,
  IdOf,
  PageOf,
  PageRequest,
  Paging,
  SignedIn,
  type Caller,
  type Page,
} from '#platform/http';
import {
  CreateFeatureVersionDto,
  FeatureVersionDto,
  PublishedFeatureVersionDto,
  PublishFeatureVersionDto,
  toFeatureVersion,
} from './feature-version.dto.js';
import { FeatureVersionRepository } from './feature-version.repository.js';
import { FeatureVersionsService } from './feature-versions.service.js';
import { VersionAccess } from './version-access.query.js';

class FeatureVersionFilters {
  @Bool({ optional: true, description: 'only those whose moment has come, or only the others' }) is_live?: boolean;
}

/** Beside its rule each route asks whether the caller may see both feature and environment. // upstream: 404, the feature first */
@ApiTags('versions')
@Controller('api/v1/environments/:environmentId/features/:featureId/versions')
export class FeatureVersionsController {
  constructor(
    private readonly access: VersionAccess,
    private readonly repository: FeatureVersionRepository,
    private readonly versions: FeatureVersionsService,
  ) {}

  /** Empty in an environment without versions. */
  @Get()
  @SignedIn()
  @Answers(PageOf(FeatureVersionDto))
  async list(
    @CallerOf() caller: Caller,
    @IdOf('environmentId') environmentId: number,
    @IdOf('featureId') featureId: number,
    @Query() { is_live }: FeatureVersionFilters,
    @Paging({ sized: true }) page: PageRequest,
  ): Promise<Page<FeatureVersionDto>> {
    await this.access.enter(caller, environmentId, featureId);
    const [found, count] = await this.repository.page({ environmentId, featureId }, is_live, page);
    return page.answer(count, found.map(toFeatureVersion));
  }

  @Post()
  @Can('environment:UPDATE_FEATURE_STATE')
  @About({ kind: 'feature', in: 'path', name: 'featureId' })
  @Answers(FeatureVersionDto, 201)
  async create(
    @CallerOf() caller: Caller,
    @IdOf('environmentId') environmentId: number,
    @IdOf('featureId') featureId: number,
    @Body() input: CreateFeatureVersionDto,
  ): Promise<FeatureVersionDto> {
    const { environment, feature } = await this.access.enter(caller, environmentId, featureId);
    return toFeatureVersion(await this.versions.create(environment, feature, input, caller));
  }

  @Post(':uuid/publish')
  @Can('environment:UPDATE_FEATURE_STATE')
  @About({ kind: 'feature', in: 'path', name: 'featureId' })
  @Answers(PublishedFeatureVersionDto)
  async publish(
    @CallerOf() caller: Caller,
    @IdOf('environmentId') environmentId: number,
    @IdOf('featureId') featureId: number,
    @Param('uuid') uuid: string,
    @Body() { live_from }: PublishFeatureVersionDto,
  ): Promise<PublishedFeatureVersionDto> {
    await this.access.enter(caller, environmentId, featureId);
    const { liveFrom } = await this.versions.publish({ environmentId, featureId }, uuid, live_from, caller);
    return { live_from: liveFrom?.toISOString() ?? null };
  }

  /** A draft, or one whose moment has not come. */
  @Delete(':uuid')
  @Can('environment:UPDATE_FEATURE_STATE')
  @About({ kind: 'feature', in: 'path', name: 'featureId' })
  @AnswersNothing()
  async delete(
    @CallerOf() caller: Caller,
    @IdOf('environmentId') environmentId: number,
    @IdOf('featureId') featureId: number,
    @Param('uuid') uuid: string,
  ): Promise<void> {
    await this.access.enter(caller, environmentId, featureId);
    await this.versions.delete({ environmentId, featureId }, uuid);
  }
}
