import { Controller, Get, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { AccessService } from '#access';
import { EnvironmentRepository } from '#environments';
import { Denied, NotFound } from '#platform/errors';
import { Answers, CallerOf, Can, IdOf, KeepsFloats, readInput, type Caller } from '#platform/http';
import { InProject, Project } from '#projects';
import { SegmentMembersDto, SegmentMembersFilters } from './segment-members.dto.js';
import { SegmentMembersQuery } from './segment-members.query.js';
import { SegmentsService } from './segments.service.js';
import { SegmentSettings } from './segments.settings.js';

const PAGE = 100;

/** The query names the environment, so the handler asks itself what the caller may there. */
@ApiTags('segments')
@Controller('api/v1/projects/:projectId/segments/:id/members')
export class SegmentMembersController {
  constructor(
    private readonly segments: SegmentsService,
    private readonly environments: EnvironmentRepository,
    private readonly access: AccessService,
    private readonly members: SegmentMembersQuery,
    private readonly settings: SegmentSettings,
  ) {}

  @Get()
  @Can('project:MANAGE_SEGMENTS', 'hidden')
  @KeepsFloats()
  @ApiQuery({ type: SegmentMembersFilters })
  @Answers(SegmentMembersDto)
  async list(
    @InProject() project: Project,
    @CallerOf() caller: Caller,
    @IdOf('id') id: number,
    @Query() query: unknown,
  ): Promise<SegmentMembersDto> {
    const segment = await this.segments.find(project, id);
    if (!this.settings.membershipInspection) throw new NotFound();
    const { environment: environmentId, cursor = '', q, limit = PAGE } = await readInput(SegmentMembersFilters, query);
    const environment = await this.environments.find(project.id, environmentId);
    if (!environment) throw NotFound.of('Environment');
    const rights = await this.access.rightsOf(caller, { ...project.accessPath, environmentId });
    if (!rights.has('environment', 'VIEW_IDENTITIES')) throw new Denied();
    return this.members.page(segment, environment, { after: cursor, search: q ?? null, limit });
  }
}
