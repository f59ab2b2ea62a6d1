import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiQuery, ApiTags, PartialType } from '@nestjs/swagger';
import { AccessService } from '#access';
import { InOrganisation, Organisation } from '#organisations';
import { Invalid } from '#platform/errors';
import {
  Answers,
  AnswersNothing,
  CallerOf,
  Can,
  DeniesOtherVerbs,
  INT32_MAX,
  SignedIn,
  type Caller,
} from '#platform/http';
import {
  CreateProjectDto,
  ProjectDetailDto,
  ProjectDto,
  toProject,
  toProjectDetail,
  UpdateProjectDto,
} from './project.dto.js';
import { Project } from './project.entity.js';
import { ProjectRepository } from './project.repository.js';
import { InProject } from './project.scope.js';
import { ProjectsService } from './projects.service.js';

class PatchProjectDto extends PartialType(UpdateProjectDto, { skipNullProperties: false }) {}

@ApiTags('projects')
@DeniesOtherVerbs(true)
@Controller('api/v1')
export class ProjectsController {
  constructor(
    private readonly projects: ProjectsService,
    private readonly repository: ProjectRepository,
    private readonly access: AccessService,
  ) {}

  @Get('projects')
  @SignedIn()
  @ApiQuery({ name: 'organisation', required: false, schema: { type: 'integer' } })
  @Answers([ProjectDto])
  async list(@CallerOf() caller: Caller, @Query('organisation') organisation?: string): Promise<ProjectDto[]> {
    const visible = await this.access.visibleTo(caller);
    return (await this.repository.visible(visible, organisationIn(organisation))).map(toProject);
  }

  @Post('projects')
  @SignedIn()
  @Answers(ProjectDto, 201)
  async create(@Body() input: CreateProjectDto, @CallerOf() caller: Caller): Promise<ProjectDto> {
    return toProject(await this.projects.create(input, caller));
  }

  @Get('projects/:projectId')
  @Can('project:VIEW_PROJECT', 'hidden')
  @Answers(ProjectDetailDto)
  async retrieve(@InProject() project: Project): Promise<ProjectDetailDto> {
    return toProjectDetail(project, await this.repository.totals(project.id));
  }

  @Put('projects/:projectId')
  @Can('project:admin', 'hidden')
  @Answers(ProjectDto)
  async replace(@InProject() project: Project, @Body() input: UpdateProjectDto): Promise<ProjectDto> {
    return toProject(await this.projects.update(project, input));
  }

  @Patch('projects/:projectId')
  @Can('project:admin', 'hidden')
  @Answers(ProjectDto)
  async update(@InProject() project: Project, @Body() input: PatchProjectDto): Promise<ProjectDto> {
    return toProject(await this.projects.update(project, input));
  }

  @Delete('projects/:projectId')
  @Can('project:admin', 'hidden')
  @AnswersNothing()
  delete(@InProject() project: Project): Promise<void> {
    return this.projects.delete(project);
  }

  /** Every project of the organisation, for any of its members. */
  @Get('organisations/:organisationId/projects')
  @Can('organisation:member', 'hidden')
  @Answers([ProjectDto])
  async ofOrganisation(@InOrganisation() organisation: Organisation): Promise<ProjectDto[]> {
    return (await this.repository.inOrganisation(organisation.id)).map(toProject);
  }
}

/** @throws Invalid with a bare sentence (upstream: §4.3) */
function organisationIn(text: string | undefined): number | undefined {
  if (!text) return undefined;
  const id = Number(text);
  if (!/^\d{1,10}$/.test(text) || id > INT32_MAX) throw new Invalid({ organisation: 'Must be a valid integer.' });
  return id;
}
