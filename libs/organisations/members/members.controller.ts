import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { UserCaller } from '#accounts';
import { Answers, CallerOf, Can, IdOf, ManyOf, type Caller } from '#platform/http';
import type { Organisation } from '../organisation.entity.js';
import { InOrganisation } from '../organisation.scope.js';
import { LeaverDto, MemberDto, MemberFilters, toMember, UpdateRoleDto } from './member.dto.js';
import { MembershipRepository } from './membership.repository.js';
import { MembersService } from './members.service.js';

@ApiTags('organisations')
@Controller('api/v1/organisations/:organisationId')
export class MembersController {
  constructor(
    private readonly members: MembersService,
    private readonly repository: MembershipRepository,
  ) {}

  @Get('users')
  @Can('organisation:member')
  @Answers([MemberDto])
  async list(
    @InOrganisation() organisation: Organisation,
    @Query() { exclude_current: withoutMe }: MemberFilters,
    @CallerOf() caller: Caller,
  ): Promise<MemberDto[]> {
    const me = withoutMe && caller instanceof UserCaller ? caller.user.id : null;
    const members = await this.repository.inOrganisation(organisation.id);
    return members.filter(({ userId }) => userId !== me).map(toMember);
  }

  @Post('users/:userId/update-role')
  @Can('organisation:admin')
  @Answers(MemberDto)
  async updateRole(
    @InOrganisation() organisation: Organisation,
    @IdOf('userId') userId: number,
    @Body() input: UpdateRoleDto,
  ): Promise<MemberDto> {
    return toMember(await this.members.updateRole(organisation, userId, input));
  }

  @Post('remove-users')
  @Can('organisation:admin')
  @ApiBody({ type: LeaverDto, isArray: true })
  @Answers([LeaverDto])
  async remove(
    @InOrganisation() organisation: Organisation,
    @Body(ManyOf(LeaverDto)) leavers: LeaverDto[],
  ): Promise<LeaverDto[]> {
    await this.members.remove(organisation, leavers);
    return leavers;
  }
}
