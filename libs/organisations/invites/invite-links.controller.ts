import { Body, Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, AnswersNothing, Can, IdOf } from '#platform/http';
import type { Organisation } from '../organisation.entity.js';
import { InOrganisation, NotPrivileged } from '../organisation.scope.js';
import { InviteHashes } from './invite-hashes.js';
import { CreateInviteLinkDto, InviteLinkDto, toInviteLink } from './invite-link.dto.js';
import { InviteLinkRepository } from './invite-link.repository.js';
import { InviteLinksService } from './invite-links.service.js';

@ApiTags('invites')
@NotPrivileged()
@Controller('api/v1/organisations/:organisationId/invite-links')
export class InviteLinksController {
  constructor(
    private readonly links: InviteLinksService,
    private readonly repository: InviteLinkRepository,
    private readonly hashes: InviteHashes,
  ) {}

  @Get()
  @Can('organisation:admin')
  @Answers([InviteLinkDto])
  async list(@InOrganisation() { id }: Organisation): Promise<InviteLinkDto[]> {
    const links = await this.repository.inOrganisation(id);
    return links.map((link) => toInviteLink(link, this.hashes.hashOf(link)));
  }

  @Post()
  @Can('organisation:admin')
  @Answers(InviteLinkDto, 201)
  async create(
    @InOrganisation() organisation: Organisation,
    @Body() input: CreateInviteLinkDto,
  ): Promise<InviteLinkDto> {
    const link = await this.links.create(organisation, input);
    return toInviteLink(link, this.hashes.hashOf(link));
  }

  @Delete(':id')
  @Can('organisation:admin')
  @AnswersNothing()
  delete(@InOrganisation() organisation: Organisation, @IdOf('id') id: number): Promise<void> {
    return this.links.delete(organisation, id);
  }
}
