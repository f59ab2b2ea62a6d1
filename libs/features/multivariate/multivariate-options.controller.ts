import { Body, Controller, Delete, Get, Patch, Post, Put } from '@nestjs/common';
import { ApiTags, PartialType } from '@nestjs/swagger';
import { Answers, AnswersNothing, Can, IdOf, PageOf, PageRequest, Paging, type Page } from '#platform/http';
import { InProject, Project } from '#projects';
import { FeaturesService } from '../features.service.js';
import { OptionDto, toOption, WriteOptionDto } from './multivariate-option.dto.js';
import { MultivariateOptionRepository } from './multivariate-option.repository.js';
import { MultivariateOptionsService } from './multivariate-options.service.js';

class PatchOptionDto extends PartialType(WriteOptionDto, { skipNullProperties: false }) {}

@ApiTags('multivariate')
@Controller('api/v1/projects/:projectId/features/:featureId/mv-options')
export class MultivariateOptionsController {
  constructor(
    private readonly options: MultivariateOptionsService,
    private readonly repository: MultivariateOptionRepository,
    private readonly features: FeaturesService,
  ) {}

  @Get()
  @Can('project:VIEW_PROJECT')
  @Answers(PageOf(OptionDto))
  async list(
    @InProject() project: Project,
    @IdOf('featureId') featureId: number,
    @Paging() page: PageRequest,
  ): Promise<Page<OptionDto>> {
    const feature = await this.features.find(project, featureId);
    const options = await this.repository.ofFeature(feature.id);
    return page.of(options, toOption);
  }

  @Post()
  @Can('project:CREATE_FEATURE')
  @Answers(OptionDto, 201)
  async create(
    @InProject() project: Project,
    @IdOf('featureId') featureId: number,
    @Body() input: WriteOptionDto,
  ): Promise<OptionDto> {
    return toOption(await this.options.create(await this.features.find(project, featureId), input));
  }

  @Get(':id')
  @Can('project:admin')
  @Answers(OptionDto)
  async retrieve(
    @InProject() project: Project,
    @IdOf('featureId') featureId: number,
    @IdOf('id') id: number,
  ): Promise<OptionDto> {
    return toOption(await this.options.find(await this.features.find(project, featureId), id));
  }

  @Put(':id')
  @Can('project:CREATE_FEATURE')
  @Answers(OptionDto)
  async replace(
    @InProject() project: Project,
    @IdOf('featureId') featureId: number,
    @IdOf('id') id: number,
    @Body() input: WriteOptionDto,
  ): Promise<OptionDto> {
    return toOption(await this.options.update(await this.features.find(project, featureId), id, input));
  }

  @Patch(':id')
  @Can('project:CREATE_FEATURE')
  @Answers(OptionDto)
  async update(
    @InProject() project: Project,
    @IdOf('featureId') featureId: number,
    @IdOf('id') id: number,
    @Body() input: PatchOptionDto,
  ): Promise<OptionDto> {
    return toOption(await this.options.update(await this.features.find(project, featureId), id, input));
  }

  @Delete(':id')
  @Can('project:CREATE_FEATURE')
  @AnswersNothing()
  async delete(
    @InProject() project: Project,
    @IdOf('featureId') featureId: number,
    @IdOf('id') id: number,
  ): Promise<void> {
    await this.options.delete(await this.features.find(project, featureId), id);
  }
}
