import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags, PartialType } from '@nestjs/swagger';
import { MetadataService } from '#metadata';
import {
  Answers,
  AnswersNothing,
  Bool,
  Can,
  IdOf,
  Int,
  PageOf,
  PageRequest,
  Paging,
  Text,
  type Page,
} from '#platform/http';
import { InProject, Project } from '#projects';
import {
  CloneSegmentDto,
  CreateSegmentDto,
  SegmentDetailDto,
  SegmentDto,
  toSegment,
  toSegmentDetail,
  WriteSegmentDto,
} from './segment.dto.js';
import { IdentitySegmentsQuery } from './identity-segments.query.js';
import { SegmentRepository } from './segment.repository.js';
import { SegmentsService } from './segments.service.js';

class SegmentFilters {
  @Text({ optional: true, blank: true, description: 'part of the name, in any case' }) q?: string;
  @Bool({ optional: true, description: 'without those that are for one feature, where false' })
  include_feature_specific?: boolean;
  @Int({ optional: true, description: 'id of an identity: only segments that it is in' }) identity?: number;
}

class PatchSegmentDto extends PartialType(WriteSegmentDto, { skipNullProperties: false }) {}

@ApiTags('segments')
@Controller('api/v1/projects/:projectId/segments')
export class SegmentsController {
  constructor(
    private readonly segments: SegmentsService,
    private readonly repository: SegmentRepository,
    private readonly memberships: IdentitySegmentsQuery,
    private readonly metadata: MetadataService,
  ) {}

  @Get()
  @Can('project:VIEW_PROJECT')
  @Answers(PageOf(SegmentDto))
  async list(
    @InProject() project: Project,
    @Query() { q, include_feature_specific = true, identity }: SegmentFilters,
    @Paging({ sized: true }) page: PageRequest,
  ): Promise<Page<SegmentDto>> {
    const ids = identity === undefined ? undefined : await this.memberships.of(project.id, identity);
    const filters = { search: q, featureSpecific: include_feature_specific, ids };
    const [found, count] = await this.repository.inProject(project.id, filters, page);
    await this.metadata.load('segment', found);
    return page.answer(count, found.map(toSegment));
  }

  @Post()
  @Can('project:MANAGE_SEGMENTS')
  @Answers(SegmentDetailDto, 201)
  async create(@InProject() project: Project, @Body() input: CreateSegmentDto): Promise<SegmentDetailDto> {
    return toSegmentDetail(await this.segments.create(project, input));
  }

  @Get(':id')
  @Can('project:VIEW_PROJECT', 'hidden')
  @Answers(SegmentDetailDto)
  async retrieve(@InProject() project: Project, @IdOf('id') id: number): Promise<SegmentDetailDto> {
    return toSegmentDetail(await this.segments.find(project, id));
  }

  @Put(':id')
  @Can('project:MANAGE_SEGMENTS', 'hidden')
  @Answers(SegmentDetailDto)
  async replace(
    @InProject() project: Project,
    @IdOf('id') id: number,
    @Body() input: WriteSegmentDto,
  ): Promise<SegmentDetailDto> {
    return toSegmentDetail(await this.segments.update(await this.segments.find(project, id), input));
  }

  @Patch(':id')
  @Can('project:MANAGE_SEGMENTS', 'hidden')
  @Answers(SegmentDetailDto)
  async update(
    @InProject() project: Project,
    @IdOf('id') id: number,
    @Body() input: PatchSegmentDto,
  ): Promise<SegmentDetailDto> {
    return toSegmentDetail(await this.segments.update(await this.segments.find(project, id), input));
  }

  @Delete(':id')
  @Can('project:MANAGE_SEGMENTS', 'hidden')
  @AnswersNothing()
  async delete(@InProject() project: Project, @IdOf('id') id: number): Promise<void> {
    await this.segments.delete(await this.segments.find(project, id));
  }

  @Post(':id/clone')
  @Can('project:MANAGE_SEGMENTS', 'hidden')
  @Answers(SegmentDetailDto, 201)
  async clone(
    @InProject() project: Project,
    @IdOf('id') id: number,
    @Body() input: CloneSegmentDto,
  ): Promise<SegmentDetailDto> {
    return toSegmentDetail(await this.segments.clone(await this.segments.find(project, id), input));
  }
}
