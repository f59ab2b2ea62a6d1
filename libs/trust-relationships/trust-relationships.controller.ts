import { Body, Controller, Delete, Get, Patch, Post, Put } from '@nestjs/common';
import { ApiTags, PartialType } from '@nestjs/swagger';
import { InOrganisation, Organisation } from '#organisations';
import {
  Answers,
  AnswersNothing,
  ByPeople,
  CallerOf,
  Can,
  IdOf,
  PageOf,
  PageRequest,
  Paging,
  type Caller,
  type Page,
} from '#platform/http';
import { toTrustRelationship, TrustRelationshipDto, WriteTrustRelationshipDto } from './trust-relationship.dto.js';
import { TrustRelationshipRepository } from './trust-relationship.repository.js';
import { TrustRelationshipsService } from './trust-relationships.service.js';

class PatchTrustRelationshipDto extends PartialType(WriteTrustRelationshipDto, { skipNullProperties: false }) {}

@ApiTags('trust-relationships')
@Controller('api/v1/organisations/:organisationId/trust-relationships')
export class TrustRelationshipsController {
  constructor(
    private readonly relationships: TrustRelationshipsService,
    private readonly repository: TrustRelationshipRepository,
  ) {}

  @Get()
  @Can('organisation:admin')
  @ByPeople(true)
  @Answers(PageOf(TrustRelationshipDto))
  async list(
    @InOrganisation() organisation: Organisation,
    @Paging() page: PageRequest,
  ): Promise<Page<TrustRelationshipDto>> {
    return page.of(await this.repository.inOrganisation(organisation.id), toTrustRelationship);
  }

  @Post()
  @Can('organisation:admin')
  @ByPeople(true)
  @Answers(TrustRelationshipDto, 201)
  async create(
    @InOrganisation() organisation: Organisation,
    @Body() input: WriteTrustRelationshipDto,
    @CallerOf() caller: Caller,
  ): Promise<TrustRelationshipDto> {
    return toTrustRelationship(await this.relationships.create(organisation, input, caller));
  }

  @Get(':id')
  @Can('organisation:admin')
  @ByPeople(true)
  @Answers(TrustRelationshipDto)
  async retrieve(@InOrganisation() organisation: Organisation, @IdOf('id') id: number): Promise<TrustRelationshipDto> {
    return toTrustRelationship(await this.relationships.find(organisation, id));
  }

  @Put(':id')
  @Can('organisation:admin')
  @ByPeople(true)
  @Answers(TrustRelationshipDto)
  async replace(
    @InOrganisation() organisation: Organisation,
    @IdOf('id') id: number,
    @Body() input: WriteTrustRelationshipDto,
  ): Promise<TrustRelationshipDto> {
    return toTrustRelationship(await this.relationships.update(organisation, id, input));
  }

  @Patch(':id')
  @Can('organisation:admin')
  @ByPeople(true)
  @Answers(TrustRelationshipDto)
  async update(
    @InOrganisation() organisation: Organisation,
    @IdOf('id') id: number,
    @Body() input: PatchTrustRelationshipDto,
  ): Promise<TrustRelationshipDto> {
    return toTrustRelationship(await this.relationships.update(organisation, id, input));
  }

  @Delete(':id')
  @Can('organisation:admin')
  @ByPeople(true)
  @AnswersNothing()
  delete(@InOrganisation() organisation: Organisation, @IdOf('id') id: number): Promise<void> {
    return this.relationships.delete(organisation, id);
  }
}
