import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import { Environment, InEnvironment } from '#environments';
import {
  Answers,
  AnswersNothing,
  Can,
  DeniesOtherVerbs,
  IdOf,
  PageOf,
  PageRequest,
  Paging,
  type Page,
} from '#platform/http';
import { IdentitiesService } from './identities.service.js';
import { CreateIdentityDto, IdentityDto, PatchIdentityDto, toIdentity } from './identity.dto.js';
import { IdentityRepository } from './identity.repository.js';

@ApiTags('identities')
@DeniesOtherVerbs(true)
@Controller('api/v1/environments/:environmentKey/identities')
export class IdentitiesController {
  constructor(
    private readonly identities: IdentitiesService,
    private readonly repository: IdentityRepository,
  ) {}

  @Get()
  @Can('environment:VIEW_IDENTITIES')
  @ApiQuery({
    name: 'q',
    required: false,
    schema: { type: 'string' },
    description: 'part of the identifier, or all of it in double quotes',
  })
  @Answers(PageOf(IdentityDto))
  async list(
    @InEnvironment() environment: Environment,
    @Query('q') search: string | undefined,
    @Paging({ sized: true }) page: PageRequest,
  ): Promise<Page<IdentityDto>> {
    const [found, count] = await this.repository.page(environment.id, search, page);
    return page.answer(count, found.map(toIdentity));
  }

  @Post()
  @Can('environment:MANAGE_IDENTITIES')
  @Answers(IdentityDto, 201)
  async create(@InEnvironment() environment: Environment, @Body() input: CreateIdentityDto): Promise<IdentityDto> {
    return toIdentity(await this.identities.create(environment, input));
  }

  @Get(':id')
  @Can('environment:VIEW_IDENTITIES')
  @Answers(IdentityDto)
  async retrieve(@InEnvironment() environment: Environment, @IdOf('id') id: number): Promise<IdentityDto> {
    return toIdentity(await this.identities.find(environment, id));
  }

  @Put(':id')
  @Can('environment:MANAGE_IDENTITIES')
  @Answers(IdentityDto)
  replace(
    @InEnvironment() environment: Environment,
    @IdOf('id') id: number,
    @Body() input: CreateIdentityDto,
  ): Promise<IdentityDto> {
    return this.update(environment, id, input);
  }

  @Patch(':id')
  @Can('environment:MANAGE_IDENTITIES')
  @Answers(IdentityDto)
  async update(
    @InEnvironment() environment: Environment,
    @IdOf('id') id: number,
    @Body() input: PatchIdentityDto,
  ): Promise<IdentityDto> {
    const identity = await this.identities.find(environment, id);
    return toIdentity(await this.identities.rename(environment, identity, input));
  }

  @Delete(':id')
  @Can('environment:MANAGE_IDENTITIES')
  @AnswersNothing()
  async delete(@InEnvironment() environment: Environment, @IdOf('id') id: number): Promise<void> {
    await this.identities.delete(await this.identities.find(environment, id));
  }
}
