import { Body, Controller, Delete, Get, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiTags, PartialType } from '@nestjs/swagger';
import { UserCaller } from '#accounts';
import { NotFound } from '#platform/errors';
import {
  Answers,
  AnswersNothing,
  CallerOf,
  Can,
  PageOf,
  PageRequest,
  Paging,
  SignedIn,
  type Caller,
  type Page,
} from '#platform/http';
import { MasterKeyCaller } from './master-api-keys/master-key.caller.js';
import {
  CreateOrganisationDto,
  OrganisationDto,
  toCreatedOrganisation,
  toOrganisation,
  UpdateOrganisationDto,
} from './organisation.dto.js';
import { Organisation } from './organisation.entity.js';
import { OrganisationRepository } from './organisation.repository.js';
import { InOrganisation } from './organisation.scope.js';
import { OrganisationsService } from './organisations.service.js';

class PatchOrganisationDto extends PartialType(UpdateOrganisationDto, { skipNullProperties: false }) {}

@ApiTags('organisations')
@Controller('api/v1/organisations')
export class OrganisationsController {
  constructor(
    private readonly organisations: OrganisationsService,
    private readonly repository: OrganisationRepository,
  ) {}

  @Get()
  @SignedIn()
  @Answers(PageOf(OrganisationDto))
  async list(@CallerOf() caller: Caller, @Paging() page: PageRequest): Promise<Page<OrganisationDto>> {
    const ofKey = caller instanceof MasterKeyCaller ? caller : null;
    const { count, results } = await this.repository.visibleTo(userIdOf(caller), ofKey, page);
    return page.answer(count, results.map(toOrganisation));
  }

  @Post()
  @SignedIn()
  @Answers(OrganisationDto, 201)
  async create(@Body() input: CreateOrganisationDto, @CallerOf() caller: Caller): Promise<OrganisationDto> {
    return toCreatedOrganisation(await this.organisations.create(input, caller));
  }

  @Get('get-by-uuid/:uuid')
  @SignedIn()
  @Answers(OrganisationDto)
  async byUuid(@Param('uuid') uuid: string, @CallerOf() caller: Caller): Promise<OrganisationDto> {
    const [user, ofKey] = [userIdOf(caller), keyOrganisationOf(caller)];
    const organisation = await this.repository.visibleByUuid(uuid, user, ofKey);
    if (!organisation) throw NotFound.of('Organisation');
    return toOrganisation(await this.repository.withMembers(organisation, user));
  }

  @Get(':organisationId')
  @Can('organisation:admin')
  @Answers(OrganisationDto)
  async retrieve(@InOrganisation() organisation: Organisation, @CallerOf() caller: Caller): Promise<OrganisationDto> {
    return toOrganisation(await this.repository.withMembers(organisation, userIdOf(caller)));
  }

  @Put(':organisationId')
  @Can('organisation:admin')
  @Answers(OrganisationDto)
  async replace(
    @InOrganisation() organisation: Organisation,
    @Body() input: UpdateOrganisationDto,
    @CallerOf() caller: Caller,
  ): Promise<OrganisationDto> {
    return this.retrieve(await this.organisations.update(organisation, input), caller);
  }

  @Patch(':organisationId')
  @Can('organisation:admin')
  @Answers(OrganisationDto)
  async update(
    @InOrganisation() organisation: Organisation,
    @Body() input: PatchOrganisationDto,
    @CallerOf() caller: Caller,
  ): Promise<OrganisationDto> {
    return this.retrieve(await this.organisations.update(organisation, input), caller);
  }

  @Delete(':organisationId')
  @Can('organisation:admin')
  @AnswersNothing()
  delete(@InOrganisation() organisation: Organisation): Promise<void> {
    return this.organisations.delete(organisation);
  }
}

const userIdOf = (caller: Caller): number | null => (caller instanceof UserCaller ? caller.user.id : null);

const keyOrganisationOf = (caller: Caller): number | null =>
  caller instanceof MasterKeyCaller ? caller.organisationId : null;
