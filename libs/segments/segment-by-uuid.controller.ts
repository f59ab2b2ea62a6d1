import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AccessService } from '#access';
import { NotFound } from '#platform/errors';
import { Answers, CallerOf, SignedIn, type Caller } from '#platform/http';
import { ProjectRepository } from '#projects';
import { SegmentDetailDto, toSegmentDetail } from './segment.dto.js';
import { SegmentRepository } from './segment.repository.js';

/** The path names no project, so the handler asks itself what the caller may. */
@ApiTags('segments')
@Controller('api/v1/segments/get-by-uuid')
export class SegmentByUuidController {
  constructor(
    private readonly segments: SegmentRepository,
    private readonly projects: ProjectRepository,
    private readonly access: AccessService,
  ) {}

  @Get(':key')
  @SignedIn()
  @Answers(SegmentDetailDto)
  async retrieve(@CallerOf() caller: Caller, @Param('key') uuid: string): Promise<SegmentDetailDto> {
    const segment = await this.segments.byUuid(uuid);
    const project = segment && (await this.projects.byId(segment.projectId));
    const rights = project && (await this.access.rightsOf(caller, project.accessPath));
    if (!segment || !rights?.has('project', 'VIEW_PROJECT')) throw NotFound.of('Segment');
    return toSegmentDetail(segment);
  }
}
