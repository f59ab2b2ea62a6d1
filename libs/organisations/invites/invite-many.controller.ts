import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags, ApiTooManyRequestsResponse } from '@nestjs/swagger';
import { UserCaller } from '#accounts';
import { Answers, CallerOf, Can, type Caller } from '#platform/http';
import type { Organisation } from '../organisation.entity.js';
import { InOrganisation } from '../organisation.scope.js';
import { InviteManyService } from './invite-many.service.js';
import { CreateInvitesDto, SentInviteDto, toSentInvite } from './invite.dto.js';

@ApiTags('invites')
@Controller('api/v1/organisations/:organisationId/invite')
export class InviteManyController {
  constructor(private readonly invites: InviteManyService) {}

  @Post()
  @Can('organisation:admin')
  @Answers([SentInviteDto], 201)
  @ApiTooManyRequestsResponse({ description: 'too many mails for now' })
  async create(
    @InOrganisation() organisation: Organisation,
    @Body() input: CreateInvitesDto,
    @CallerOf() caller: Caller,
  ): Promise<SentInviteDto[]> {
    const by = caller instanceof UserCaller ? caller.user : null;
    return (await this.invites.create(organisation, input, caller)).map((one) => toSentInvite(one, by));
  }
}
