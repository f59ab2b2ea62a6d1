import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Environment, InEnvironment } from '#environments';
import { Answers, AnswersNothing, Bool, Can, IdOf, PageOf, PageRequest, Paging, type Page } from '#platform/http';
import { IdentitiesService } from '../identities.service.js';
import { PatchIdentityTraitDto, toTrait, IdentityTraitDto, WriteIdentityTraitDto } from './trait.dto.js';
import { TraitsService } from './traits.service.js';

class DeleteTraitOptions {
  @Bool({ optional: true, description: 'the trait of that key of all identities of the environment' })
  deleteAllMatchingTraits?: boolean;
}

/** What is known about one identity. */
@ApiTags('identities')
@Controller('api/v1/environments/:environmentKey/identities/:identityId/traits')
export class IdentityTraitsController {
  constructor(
    private readonly identities: IdentitiesService,
    private readonly traits: TraitsService,
  ) {}

  @Get()
  @Can('environment:VIEW_IDENTITIES')
  @Answers(PageOf(IdentityTraitDto))
  async list(
    @InEnvironment() environment: Environment,
    @IdOf('identityId') identityId: number,
    @Paging() page: PageRequest,
  ): Promise<Page<IdentityTraitDto>> {
    const identity = await this.identities.find(environment, identityId);
    return page.of(this.traits.list(identity), (trait) => toTrait(identity, trait));
  }

  @Post()
  @Can('environment:MANAGE_IDENTITIES')
  @Answers(IdentityTraitDto, 201)
  async create(
    @InEnvironment() environment: Environment,
    @IdOf('identityId') identityId: number,
    @Body() input: WriteIdentityTraitDto,
  ): Promise<IdentityTraitDto> {
    const identity = await this.identities.find(environment, identityId);
    return toTrait(identity, await this.traits.create(identity, input));
  }

  @Get(':id')
  @Can('environment:VIEW_IDENTITIES')
  @Answers(IdentityTraitDto)
  async retrieve(
    @InEnvironment() environment: Environment,
    @IdOf('identityId') identityId: number,
    @IdOf('id') id: number,
  ): Promise<IdentityTraitDto> {
    const identity = await this.identities.find(environment, identityId);
    return toTrait(identity, this.traits.find(identity.traits, id));
  }

  @Put(':id')
  @Can('environment:MANAGE_IDENTITIES')
  @Answers(IdentityTraitDto)
  replace(
    @InEnvironment() environment: Environment,
    @IdOf('identityId') identityId: number,
    @IdOf('id') id: number,
    @Body() input: WriteIdentityTraitDto,
  ): Promise<IdentityTraitDto> {
    return this.update(environment, identityId, id, input);
  }

  @Patch(':id')
  @Can('environment:MANAGE_IDENTITIES')
  @Answers(IdentityTraitDto)
  async update(
    @InEnvironment() environment: Environment,
    @IdOf('identityId') identityId: number,
    @IdOf('id') id: number,
    @Body() input: PatchIdentityTraitDto,
  ): Promise<IdentityTraitDto> {
    const identity = await this.identities.find(environment, identityId);
    return toTrait(identity, await this.traits.update(identity, id, input));
  }

  @Delete(':id')
  @Can('environment:MANAGE_IDENTITIES')
  @AnswersNothing()
  async delete(
    @InEnvironment() environment: Environment,
    @IdOf('identityId') identityId: number,
    @IdOf('id') id: number,
    @Query() { deleteAllMatchingTraits: everywhere }: DeleteTraitOptions,
  ): Promise<void> {
    const identity = await this.identities.find(environment, identityId);
    if (everywhere) await this.traits.deleteKey(environment, this.traits.find(identity.traits, id).key);
    else await this.traits.delete(identity, id);
  }
}
