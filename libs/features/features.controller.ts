import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  About,
  Answers,
  AnswersNothing,
  CallerOf,
  Can,
  DeniesOtherVerbs,
  IdOf,
  PageOf,
  PageRequest,
  Paging,
  type Caller,
  type Page,
} from '#platform/http';
import { InProject, Project } from '#projects';
import { CreateFeatureDto, FeatureDto, toFeature, UpdateFeatureDto } from './feature.dto.js';
import { FeatureListFilters } from './feature-list.filters.js';
import { FeatureListQuery } from './feature-list.query.js';
import { FeaturesService } from './features.service.js';

@ApiTags('features')
@DeniesOtherVerbs(true)
@Controller('api/v1/projects/:projectId/features')
export class FeaturesController {
  constructor(
    private readonly features: FeaturesService,
    private readonly listed: FeatureListQuery,
  ) {}

  @Get()
  @Can('project:VIEW_PROJECT', 'hidden')
  @Answers(PageOf(FeatureDto))
  async list(
    @InProject() project: Project,
    @Query() filters: FeatureListFilters,
    @Paging({ sized: true }) page: PageRequest,
  ): Promise<Page<FeatureDto>> {
    const { count, results } = await this.listed.page(project, filters, page);
    return page.answer(count, results);
  }

  @Post()
  @Can('project:CREATE_FEATURE')
  @Answers(FeatureDto, 201)
  async create(
    @InProject() project: Project,
    @Body() input: CreateFeatureDto,
    @CallerOf() caller: Caller,
  ): Promise<FeatureDto> {
    return toFeature(await this.features.create(project, input, caller));
  }

  @Get(':id')
  @Can('project:VIEW_PROJECT', 'hidden')
  @Answers(FeatureDto)
  async retrieve(@InProject() project: Project, @IdOf('id') id: number): Promise<FeatureDto> {
    return toFeature(await this.features.find(project, id));
  }

  @Put(':id')
  @Can('project:CREATE_FEATURE', 'hidden')
  @Answers(FeatureDto)
  async replace(
    @InProject() project: Project,
    @IdOf('id') id: number,
    @Body() input: UpdateFeatureDto,
  ): Promise<FeatureDto> {
    return toFeature(await this.features.update(await this.features.find(project, id), input));
  }

  @Patch(':id')
  @Can('project:CREATE_FEATURE', 'hidden')
  @Answers(FeatureDto)
  update(@InProject() project: Project, @IdOf('id') id: number, @Body() input: UpdateFeatureDto): Promise<FeatureDto> {
    return this.replace(project, id, input);
  }

  @Delete(':id')
  @Can('project:DELETE_FEATURE', 'hidden')
  @About({ kind: 'feature', in: 'path', name: 'id' })
  @AnswersNothing()
  async delete(@InProject() project: Project, @IdOf('id') id: number): Promise<void> {
    await this.features.delete(await this.features.find(project, id));
  }
}
