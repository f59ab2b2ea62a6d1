import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiQuery, ApiTags, PartialType } from '@nestjs/swagger';
import { AccessService } from '#access';
import { MetadataService } from '#metadata';
import { Invalid } from '#platform/errors';
import {
  Answers,
  AnswersNothing,
  CallerOf,
  Can,
  PageOf,
  PageRequest,
  Paging,
  SignedIn,
  type Caller,
  type Page,
} from '#platform/http';
import { InProject, Project, ProjectRepository } from '#projects';
import {
  CreateEnvironmentDto,
  EnvironmentDetailDto,
  EnvironmentDto,
  toEnvironment,
  UpdateEnvironmentDto,
} from './environment.dto.js';
import { Environment } from './environment.entity.js';
import { EnvironmentRepository } from './environment.repository.js';
import { InEnvironment } from './environment.scope.js';
import { EnvironmentsService } from './environments.service.js';

class PatchEnvironmentDto extends PartialType(UpdateEnvironmentDto, { skipNullProperties: false }) {}

@ApiTags('environments')
@Controller('api/v1')
export class EnvironmentsController {
  constructor(
    private readonly environments: EnvironmentsService,
    private readonly repository: EnvironmentRepository,
    private readonly projects: ProjectRepository,
    private readonly access: AccessService,
    private readonly metadata: MetadataService,
  ) {}

  @Get('environments')
  @SignedIn()
  @ApiQuery({ name: 'project', schema: { type: 'integer' } })
  @Answers(PageOf(EnvironmentDto))
  async list(
    @CallerOf() caller: Caller,
    @Query('project') projectId: string,
    @Paging() page: PageRequest,
  ): Promise<Page<EnvironmentDto>> {
    const project = /^\d{1,9}$/.test(projectId) ? await this.projects.byId(Number(projectId)) : null;
    if (!project) throw Invalid.list('Invalid or missing value for project parameter.');
    const [found, count] = await this.repository.visibleIn(project, await this.access.visibleTo(caller), page);
    await this.metadata.load('environment', found);
    return page.answer(count, found.map(toEnvironment));
  }

  @Post('environments')
  @SignedIn()
  @Answers(EnvironmentDto, 201)
  async create(@Body() input: CreateEnvironmentDto, @CallerOf() caller: Caller): Promise<EnvironmentDto> {
    return toEnvironment(await this.environments.create(input, caller));
  }

  @Get('environments/:environmentKey')
  @Can('environment:VIEW_ENVIRONMENT')
  @Answers(EnvironmentDetailDto)
  async retrieve(@InEnvironment() environment: Environment): Promise<EnvironmentDetailDto> {
    await this.metadata.load('environment', [environment]);
    const total = await this.repository.segmentOverrides(environment.id);
    return { ...toEnvironment(environment), total_segment_overrides: total };
  }

  @Put('environments/:environmentKey')
  @Can('environment:admin')
  @Answers(EnvironmentDto)
  async replace(
    @InEnvironment() environment: Environment,
    @Body() input: UpdateEnvironmentDto,
  ): Promise<EnvironmentDto> {
    return toEnvironment(await this.environments.update(environment, input));
  }

  @Patch('environments/:environmentKey')
  @Can('environment:admin')
  @Answers(EnvironmentDto)
  async update(@InEnvironment() environment: Environment, @Body() input: PatchEnvironmentDto): Promise<EnvironmentDto> {
    return toEnvironment(await this.environments.update(environment, input));
  }

  @Delete('environments/:environmentKey')
  @Can('environment:admin')
  @AnswersNothing()
  delete(@InEnvironment() environment: Environment): Promise<void> {
    return this.environments.delete(environment);
  }

  @Get('projects/:projectId/environments')
  @Can('project:admin', 'hidden')
  @Answers([EnvironmentDto])
  async ofProject(@InProject() project: Project): Promise<EnvironmentDto[]> {
    const found = await this.repository.inProject(project.id);
    await this.metadata.load('environment', found);
    return found.map(toEnvironment);
  }
}
