import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Answers, AnswersNothing, CallerOf, Can, IdOf, SignedIn, type Caller } from '#platform/http';
import type { Organisation } from '../organisation.entity.js';
import { InOrganisation } from '../organisation.scope.js';
import { GroupAccess } from './group-access.js';
import { GroupDto, GroupUsersDto, toChangedGroup } from './group.dto.js';
import { GroupRepository } from './group.repository.js';
import { GroupsService } from './groups.service.js';

/** Who is in a group, and who administers it. */
@ApiTags('groups')
@Controller('api/v1/organisations/:organisationId/groups')
export class GroupMembersController {
  constructor(
    private readonly groups: GroupsService,
    private readonly repository: GroupRepository,
    private readonly access: GroupAccess,
  ) {}

  @Post(':id/add-users')
  @SignedIn()
  @Answers(GroupDto)
  async add(
    @IdOf('organisationId') organisationId: number,
    @IdOf('id') id: number,
    @Body() { user_ids: userIds }: GroupUsersDto,
    @CallerOf() caller: Caller,
  ): Promise<GroupDto> {
    const group = await this.access.manageable(caller, organisationId, id);
    await this.groups.addUsers(group, userIds, caller);
    return toChangedGroup(group, await this.repository.membersOf([group]));
  }

  @Post(':id/remove-users')
  @SignedIn()
  @Answers(GroupDto)
  async remove(
    @IdOf('organisationId') organisationId: number,
    @IdOf('id') id: number,
    @Body() { user_ids: userIds }: GroupUsersDto,
    @CallerOf() caller: Caller,
  ): Promise<GroupDto> {
    const group = await this.access.manageable(caller, organisationId, id);
    await this.groups.removeUsers(group, userIds, caller);
    return toChangedGroup(group, await this.repository.membersOf([group]));
  }

  @Post(':id/users/:userId/make-admin')
  @Can('organisation:admin')
  @AnswersNothing(200)
  makeAdmin(
    @InOrganisation() organisation: Organisation,
    @IdOf('id') id: number,
    @IdOf('userId') userId: number,
  ): Promise<void> {
    return this.groups.setAdmin(organisation, id, userId, true);
  }

  @Post(':id/users/:userId/remove-admin')
  @Can('organisation:admin')
  @AnswersNothing(200)
  removeAdmin(
    @InOrganisation() organisation: Organisation,
    @IdOf('id') id: number,
    @IdOf('userId') userId: number,
  ): Promise<void> {
    return this.groups.setAdmin(organisation, id, userId, false);
  }
}
