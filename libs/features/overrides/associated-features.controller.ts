import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, Can, IdOf, Int, PageOf, PageRequest, Paging, type Page } from '#platform/http';
import { InProject, Project } from '#projects';
import { SegmentsService } from '#segments';
import { AssociatedFeaturesQuery } from './associated-features.query.js';

class AssociatedFeatureFilters {
  @Int({ optional: true, description: 'id of the only environment to look at' }) environment?: number;
}

export class AssociatedFeatureDto {
  @Int({ description: 'of the state' }) id: number;
  @Int() feature: number;
  @Int() environment: number;
}

@ApiTags('segments')
@Controller('api/v1/projects/:projectId/segments/:segmentId/associated-features')
export class AssociatedFeaturesController {
  constructor(
    private readonly segments: SegmentsService,
    private readonly uses: AssociatedFeaturesQuery,
  ) {}

  @Get()
  @Can('project:MANAGE_SEGMENTS', 'hidden')
  @Answers(PageOf(AssociatedFeatureDto))
  async list(
    @InProject() project: Project,
    @IdOf('segmentId') segmentId: number,
    @Query() { environment }: AssociatedFeatureFilters,
    @Paging() page: PageRequest,
  ): Promise<Page<AssociatedFeatureDto>> {
    const { id } = await this.segments.find(project, segmentId);
    return page.of(await this.uses.of(id, environment), (feature) => feature);
  }
}
