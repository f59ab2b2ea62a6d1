import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { NotFound } from '#platform/errors';
import { Answers, CallerOf, SignedIn, type Caller } from '#platform/http';
import { NamedEnvironmentQuery } from '../overrides/named-environment.query.js';
import { FeatureVersionDetailDto, toFeatureVersionDetail } from './feature-version.dto.js';
import { FeatureVersionRepository } from './feature-version.repository.js';

@ApiTags('versions')
@Controller('api/v1/environment-feature-versions')
export class VersionByUuidController {
  constructor(
    private readonly versions: FeatureVersionRepository,
    private readonly environments: NamedEnvironmentQuery,
  ) {}

  /** For whoever may see the environment. */
  @Get(':uuid')
  @SignedIn()
  @Answers(FeatureVersionDetailDto)
  async retrieve(@CallerOf() caller: Caller, @Param('uuid') uuid: string): Promise<FeatureVersionDetailDto> {
    const version = await this.versions.byUuid(uuid);
    if (!version) throw NotFound.of('EnvironmentFeatureVersion');
    await this.environments.open(caller, version.environmentId, 'environment:VIEW_ENVIRONMENT');
    return toFeatureVersionDetail(version, await this.versions.before(version));
  }
}
