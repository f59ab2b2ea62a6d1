import { Body, Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiTags, ApiTooManyRequestsResponse } from '@nestjs/swagger';
import {
  Answers,
  AnswersNothing,
  CallerOf,
  Can,
  IdOf,
  PageOf,
  PageRequest,
  Paging,
  type Caller,
  type Page,
} from '#platform/http';
import { MembershipRepository } from '../members/membership.repository.js';
import type { Organisation } from '../organisation.entity.js';
import { InOrganisation, NotPrivileged } from '../organisation.scope.js';
import {
  CreatedInviteDto,
  CreateInviteDto,
  InviteDto,
  toCreatedInvite,
  toInvite,
  type ListedInvite,
} from './invite.dto.js';
import { InviteRepository } from './invite.repository.js';
import { InvitesService } from './invites.service.js';

/** Who was invited by mail and has not come yet. */
@ApiTags('invites')
@NotPrivileged()
@Controller('api/v1/organisations/:organisationId/invites')
export class InvitesController {
  constructor(
    private readonly invites: InvitesService,
    private readonly repository: InviteRepository,
    private readonly memberships: MembershipRepository,
  ) {}

  @Get()
  @Can('organisation:admin')
  @Answers(PageOf(InviteDto))
  async list(@InOrganisation() organisation: Organisation, @Paging() page: PageRequest): Promise<Page<InviteDto>> {
    const [invites, count] = await this.repository.page(organisation.id, page);
    return page.answer(count, await this.shown(organisation, invites));
  }

  @Post()
  @Can('organisation:admin')
  @Answers(CreatedInviteDto, 201)
  async create(
    @InOrganisation() organisation: Organisation,
    @Body() input: CreateInviteDto,
    @CallerOf() caller: Caller,
  ): Promise<CreatedInviteDto> {
    return toCreatedInvite(await this.invites.create(organisation, input, caller));
  }

  @Get(':id')
  @Can('organisation:admin')
  @Answers(InviteDto)
  async retrieve(@InOrganisation() organisation: Organisation, @IdOf('id') id: number): Promise<InviteDto | undefined> {
    const invite = await this.invites.find(organisation, id);
    return (await this.shown(organisation, await this.repository.listed([invite])))[0];
  }

  @Delete(':id')
  @Can('organisation:admin')
  @AnswersNothing()
  delete(@InOrganisation() organisation: Organisation, @IdOf('id') id: number): Promise<void> {
    return this.invites.withdraw(organisation, id);
  }

  @Post(':id/resend')
  @Can('organisation:admin')
  @AnswersNothing(200)
  @ApiTooManyRequestsResponse({ description: 'too many mails for now' })
  resend(
    @InOrganisation() organisation: Organisation,
    @IdOf('id') id: number,
    @CallerOf() caller: Caller,
  ): Promise<void> {
    return this.invites.resend(organisation, id, caller);
  }

  private async shown({ id }: Organisation, invites: readonly ListedInvite[]): Promise<InviteDto[]> {
    const inviters = invites.flatMap(({ invite }) => invite.invitedById ?? []);
    const members = await this.memberships.among(id, inviters);
    return invites.map((invite) => toInvite(invite, members));
  }
}
