import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Denied, NotFound } from '#platform/errors';
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

  /** For whoever may see the environment. Other members are refused; for strangers there is nothing. */
  @Get(':uuid')
  @SignedIn()
  @Answers(FeatureVersionDetailDto)
  async retrieve(@CallerOf() caller: Caller, @Param('uuid') uuid: string): Promise<FeatureVersionDetailDto> {
    const version = await this.versions.byUuid(uuid);
    const id = version?.environmentId;
    if (version && (await this.environments.find(caller, id, 'environment:VIEW_ENVIRONMENT')))
      return toFeatureVersionDetail(version, await this.versions.before(version));
    throw (await this.environments.find(caller, id, 'organisation:member'))
      ? new Denied()
      : NotFound.of('EnvironmentFeatureVersion');
  }
}
