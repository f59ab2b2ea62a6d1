import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AccessService } from '#access';
import { NotFound } from '#platform/errors';
import { Answers, CallerOf, SignedIn, type Caller } from '#platform/http';
import { ProjectRepository } from '#projects';
import { FeatureDto, toFeature } from './feature.dto.js';
import { FeatureRepository } from './feature.repository.js';
import { OptionDto, toOption } from './multivariate/multivariate-option.dto.js';
import { MultivariateOptionRepository } from './multivariate/multivariate-option.repository.js';

/** The paths name no project, so the handlers ask themselves what the caller may. */
@ApiTags('features')
@Controller('api/v1')
export class FeatureByUuidController {
  constructor(
    private readonly features: FeatureRepository,
    private readonly options: MultivariateOptionRepository,
    private readonly projects: ProjectRepository,
    private readonly access: AccessService,
  ) {}

  @Get('features/get-by-uuid/:key')
  @SignedIn()
  @Answers(FeatureDto)
  async retrieve(@CallerOf() caller: Caller, @Param('key') uuid: string): Promise<FeatureDto> {
    const feature = await this.features.byUuid(uuid);
    if (!feature || !(await this.sees(caller, feature.projectId))) throw NotFound.of('Feature');
    return toFeature(feature);
  }

  @Get('multivariate/options/get-by-uuid/:key')
  @SignedIn()
  @Answers(OptionDto)
  async retrieveOption(@CallerOf() caller: Caller, @Param('key') uuid: string): Promise<OptionDto> {
    const option = await this.options.byUuid(uuid);
    if (!option?.feature || !(await this.sees(caller, option.feature.projectId)))
      throw NotFound.of('MultivariateFeatureOption');
    return toOption(option);
  }

  private async sees(caller: Caller, projectId: number): Promise<boolean> {
    const project = await this.projects.byId(projectId);
    const rights = project && (await this.access.rightsOf(caller, project.accessPath));
    return rights?.has('project', 'VIEW_PROJECT') ?? false;
  }
}
