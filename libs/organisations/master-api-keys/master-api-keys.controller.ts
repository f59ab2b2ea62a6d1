import { Body, Controller, Delete, Get, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  Answers,
  AnswersNothing,
  ByPeople,
  CallerOf,
  Can,
  PageOf,
  PageRequest,
  Paging,
  type Caller,
  type Page,
} from '#platform/http';
import { Organisation } from '../organisation.entity.js';
import { InOrganisation } from '../organisation.scope.js';
import {
  CreatedMasterApiKeyDto,
  CreateMasterApiKeyDto,
  MasterApiKeyDto,
  toMasterApiKey,
  UpdateMasterApiKeyDto,
} from './master-api-key.dto.js';
import { MasterApiKeyRepository } from './master-api-key.repository.js';
import { MasterApiKeysService } from './master-api-keys.service.js';

@ApiTags('api-keys')
@Controller('api/v1/organisations/:organisationId/master-api-keys')
export class MasterApiKeysController {
  constructor(
    private readonly keys: MasterApiKeysService,
    private readonly repository: MasterApiKeyRepository,
  ) {}

  @Get()
  @Can('organisation:admin')
  @ByPeople(true)
  @Answers(PageOf(MasterApiKeyDto))
  async list(
    @InOrganisation() organisation: Organisation,
    @Paging() page: PageRequest,
  ): Promise<Page<MasterApiKeyDto>> {
    const keys = await this.repository.inOrganisation(organisation.id);
    return page.of(keys, toMasterApiKey);
  }

  @Post()
  @Can('organisation:admin')
  @ByPeople(true)
  @Answers(CreatedMasterApiKeyDto, 201)
  async create(
    @InOrganisation() organisation: Organisation,
    @Body() input: CreateMasterApiKeyDto,
    @CallerOf() caller: Caller,
  ): Promise<CreatedMasterApiKeyDto> {
    const { row, key } = await this.keys.create(organisation, input, caller);
    return { ...toMasterApiKey(row), key };
  }

  @Get(':prefix')
  @Can('organisation:admin')
  @ByPeople(true)
  @Answers(MasterApiKeyDto)
  async retrieve(
    @InOrganisation() organisation: Organisation,
    @Param('prefix') prefix: string,
  ): Promise<MasterApiKeyDto> {
    return toMasterApiKey(await this.keys.find(organisation, prefix));
  }

  @Put(':prefix')
  @Can('organisation:admin')
  @ByPeople(true)
  @Answers(MasterApiKeyDto)
  async replace(
    @InOrganisation() organisation: Organisation,
    @Param('prefix') prefix: string,
    @Body() input: UpdateMasterApiKeyDto,
  ): Promise<MasterApiKeyDto> {
    return toMasterApiKey(await this.keys.update(organisation, prefix, input));
  }

  @Patch(':prefix')
  @Can('organisation:admin')
  @ByPeople(true)
  @Answers(MasterApiKeyDto)
  async update(
    @InOrganisation() organisation: Organisation,
    @Param('prefix') prefix: string,
    @Body() input: UpdateMasterApiKeyDto,
  ): Promise<MasterApiKeyDto> {
    return toMasterApiKey(await this.keys.update(organisation, prefix, input));
  }

  @Delete(':prefix')
  @Can('organisation:admin')
  @ByPeople(true)
  @AnswersNothing()
  revoke(@InOrganisation() organisation: Organisation, @Param('prefix') prefix: string): Promise<void> {
    return this.keys.revoke(organisation, prefix);
  }
}
