import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Can, IdOf } from '#platform/http';
import { InProject, Project } from '#projects';
import { FeaturesService } from '../features.service.js';
import { GroupOwnersDto, OwnedFeatureDto, OwnersDto, toOwnedFeature } from './feature-owners.dto.js';
import { FeatureOwnersService } from './feature-owners.service.js';

@ApiTags('features')
@Controller('api/v1/projects/:projectId/features/:id')
export class FeatureOwnersController {
  constructor(
    private readonly features: FeaturesService,
    private readonly owners: FeatureOwnersService,
  ) {}

  @Post('add-owners')
  @Can('project:CREATE_FEATURE', 'hidden')
  @Answers(OwnedFeatureDto)
  async add(
    @InProject() project: Project,
    @IdOf('id') id: number,
    @Body() { user_ids: ids }: OwnersDto,
  ): Promise<OwnedFeatureDto> {
    return toOwnedFeature(await this.owners.add('user', project, await this.features.find(project, id), ids));
  }

  @Post('remove-owners')
  @Can('project:CREATE_FEATURE', 'hidden')
  @Answers(OwnedFeatureDto)
  async remove(
    @InProject() project: Project,
    @IdOf('id') id: number,
    @Body() { user_ids: ids }: OwnersDto,
  ): Promise<OwnedFeatureDto> {
    return toOwnedFeature(await this.owners.remove('user', project, await this.features.find(project, id), ids));
  }

  @Post('add-group-owners')
  @Can('project:CREATE_FEATURE', 'hidden')
  @Answers(OwnedFeatureDto)
  async addGroups(
    @InProject() project: Project,
    @IdOf('id') id: number,
    @Body() { group_ids: ids }: GroupOwnersDto,
  ): Promise<OwnedFeatureDto> {
    return toOwnedFeature(await this.owners.add('group', project, await this.features.find(project, id), ids));
  }

  @Post('remove-group-owners')
  @Can('project:CREATE_FEATURE', 'hidden')
  @Answers(OwnedFeatureDto)
  async removeGroups(
    @InProject() project: Project,
    @IdOf('id') id: number,
    @Body() { group_ids: ids }: GroupOwnersDto,
  ): Promise<OwnedFeatureDto> {
    return toOwnedFeature(await this.owners.remove('group', project, await this.features.find(project, id), ids));
  }
}
