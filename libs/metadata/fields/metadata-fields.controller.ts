import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AccessService } from '#access';
import {
  Answers,
  AnswersNothing,
  CallerOf,
  IdOf,
  PageOf,
  PageRequest,
  Paging,
  SignedIn,
  type Caller,
  type Page,
} from '#platform/http';
import {
  CreateMetadataFieldDto,
  MetadataFieldDto,
  MetadataFieldFilters,
  PatchMetadataFieldDto,
  toMetadataField,
  UpdateMetadataFieldDto,
} from './metadata-field.dto.js';
import { MetadataFieldRepository } from './metadata-field.repository.js';
import { MetadataFieldsService } from './metadata-fields.service.js';

/** No path names the organisation: the service asks whether the caller is a member, or an admin. */
@ApiTags('metadata')
@Controller('api/v1/metadata/fields')
export class MetadataFieldsController {
  constructor(
    private readonly fields: MetadataFieldsService,
    private readonly repository: MetadataFieldRepository,
    private readonly access: AccessService,
  ) {}

  @Get()
  @SignedIn()
  @Answers(PageOf(MetadataFieldDto))
  async list(
    @Query() { organisation: organisationId }: MetadataFieldFilters,
    @Paging({ sized: true }) page: PageRequest,
    @CallerOf() caller: Caller,
  ): Promise<Page<MetadataFieldDto>> {
    const { member } = await this.access.rightsOf(caller, { organisationId });
    if (!member) return page.answer(0, []);
    const [found, count] = await this.repository.ofOrganisation(organisationId, page);
    return page.answer(count, found.map(toMetadataField));
  }

  @Post()
  @SignedIn()
  @Answers(MetadataFieldDto, 201)
  async create(@Body() input: CreateMetadataFieldDto, @CallerOf() caller: Caller): Promise<MetadataFieldDto> {
    return toMetadataField(await this.fields.create(input, caller));
  }

  @Get(':id')
  @SignedIn()
  @Answers(MetadataFieldDto)
  async retrieve(@IdOf('id') id: number, @CallerOf() caller: Caller): Promise<MetadataFieldDto> {
    return toMetadataField(await this.fields.find(id, caller));
  }

  /** Without `project` it becomes one of the organisation, as upstream has it. */
  @Put(':id')
  @SignedIn()
  @Answers(MetadataFieldDto)
  async replace(
    @IdOf('id') id: number,
    @Body() input: UpdateMetadataFieldDto,
    @CallerOf() caller: Caller,
  ): Promise<MetadataFieldDto> {
    const whole = { ...input, project: input.project ?? null };
    return toMetadataField(await this.fields.update(await this.fields.find(id, caller), whole, caller));
  }

  @Patch(':id')
  @SignedIn()
  @Answers(MetadataFieldDto)
  async update(
    @IdOf('id') id: number,
    @Body() input: PatchMetadataFieldDto,
    @CallerOf() caller: Caller,
  ): Promise<MetadataFieldDto> {
    return toMetadataField(await this.fields.update(await this.fields.find(id, caller), input, caller));
  }

  @Delete(':id')
  @SignedIn()
  @AnswersNothing()
  async delete(@IdOf('id') id: number, @CallerOf() caller: Caller): Promise<void> {
    await this.fields.delete(await this.fields.find(id, caller), caller);
  }
}
