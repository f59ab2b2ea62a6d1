import { Controller, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { UserCaller } from '#accounts';
import { Answers, CallerOf, SignedIn, type Caller } from '#platform/http';
import { OrganisationDto, toOrganisation } from '../organisation.dto.js';
import type { Organisation } from '../organisation.entity.js';
import { OrganisationRepository } from '../organisation.repository.js';
import { JoiningService } from './joining.service.js';

@ApiTags('invites')
@Controller('api/v1/users/join')
export class JoinController {
  constructor(
    private readonly joining: JoiningService,
    private readonly organisations: OrganisationRepository,
  ) {}

  @Post(':hash')
  @SignedIn()
  @Answers(OrganisationDto)
  async byMail(@Param('hash') hash: string, @CallerOf() caller: Caller): Promise<OrganisationDto> {
    return this.shown(await this.joining.byMail(hash, caller), caller);
  }

  @Post('link/:hash')
  @SignedIn()
  @Answers(OrganisationDto)
  async byLink(@Param('hash') hash: string, @CallerOf() caller: Caller): Promise<OrganisationDto> {
    return this.shown(await this.joining.byLink(hash, caller), caller);
  }

  private async shown(organisation: Organisation, caller: Caller): Promise<OrganisationDto> {
    const me = caller instanceof UserCaller ? caller.user.id : null;
    return toOrganisation(await this.organisations.withMembers(organisation, me));
  }
}
