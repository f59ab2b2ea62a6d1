import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InOrganisation, Organisation } from '#organisations';
import {
  Answers,
  AnswersNothing,
  CallerOf,
  Can,
  IdOf,
  Int,
  PageOf,
  PageRequest,
  Paging,
  type Caller,
  type Page,
} from '#platform/http';
import { modelOf } from '../content-types.js';
import { ModelFieldDto, PatchModelFieldDto, toModelField, WriteModelFieldDto } from './metadata-model-field.dto.js';
import { MetadataModelFieldRepository } from './metadata-model-field.repository.js';
import { MetadataModelFieldsService } from './metadata-model-fields.service.js';

class ModelFieldFilters {
  @Int({ optional: true }) content_type?: number;
}

/** Members read; the service asks who administers the organisation, or the project that a field is for. */
@ApiTags('metadata')
@Controller('api/v1/organisations/:organisationId/metadata-model-fields')
export class MetadataModelFieldsController {
  constructor(
    private readonly modelFields: MetadataModelFieldsService,
    private readonly repository: MetadataModelFieldRepository,
  ) {}

  @Get()
  @Can('organisation:member')
  @Answers(PageOf(ModelFieldDto))
  async list(
    @InOrganisation() organisation: Organisation,
    @Query() { content_type }: ModelFieldFilters,
    @Paging() page: PageRequest,
  ): Promise<Page<ModelFieldDto>> {
    const model = content_type ? modelOf(content_type) : undefined;
    if (content_type && !model) return page.answer(0, []);
    const [found, count] = await this.repository.inOrganisation(organisation.id, model, page);
    return page.answer(count, found.map(toModelField));
  }

  @Post()
  @Can('organisation:member')
  @Answers(ModelFieldDto, 201)
  async create(
    @InOrganisation() organisation: Organisation,
    @Body() input: WriteModelFieldDto,
    @CallerOf() caller: Caller,
  ): Promise<ModelFieldDto> {
    return toModelField(await this.modelFields.create(organisation, input, caller));
  }

  @Get(':id')
  @Can('organisation:member')
  @Answers(ModelFieldDto)
  async retrieve(@InOrganisation() organisation: Organisation, @IdOf('id') id: number): Promise<ModelFieldDto> {
    return toModelField(await this.modelFields.find(organisation, id));
  }

  @Put(':id')
  @Can('organisation:member')
  @Answers(ModelFieldDto)
  replace(
    @InOrganisation() organisation: Organisation,
    @IdOf('id') id: number,
    @Body() input: WriteModelFieldDto,
    @CallerOf() caller: Caller,
  ): Promise<ModelFieldDto> {
    return this.update(organisation, id, input, caller);
  }

  @Patch(':id')
  @Can('organisation:member')
  @Answers(ModelFieldDto)
  async update(
    @InOrganisation() organisation: Organisation,
    @IdOf('id') id: number,
    @Body() input: PatchModelFieldDto,
    @CallerOf() caller: Caller,
  ): Promise<ModelFieldDto> {
    const modelField = await this.modelFields.find(organisation, id);
    return toModelField(await this.modelFields.update(organisation, modelField, input, caller));
  }

  @Delete(':id')
  @Can('organisation:member')
  @AnswersNothing()
  async delete(
    @InOrganisation() organisation: Organisation,
    @IdOf('id') id: number,
    @CallerOf() caller: Caller,
  ): Promise<void> {
    await this.modelFields.delete(await this.modelFields.find(organisation, id), caller);
  }
}
