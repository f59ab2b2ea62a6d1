import { Bool, DateTime, Email, Int, Ints, ListOf, Text } from '#platform/http';
import type { Group, GroupMember } from './group.entity.js';

export class CreateGroupDto {
  @Text({ max: 200 }) name: string;
  @Bool({ optional: true }) is_default?: boolean;
  @Text({ max: 255, optional: true, nullable: true, blank: true, description: 'what another system calls it' })
  external_id?: string | null;
}

export class UpdateGroupDto extends CreateGroupDto {}

/** Whom to put into a group, or to take out of it. */
export class GroupUsersDto {
  @Ints() user_ids: number[];
}

export class GroupMemberDto {
  @Int() id: number;
  @Email() email: string;
  @Text() first_name: string;
  @Text() last_name: string;
  @DateTime({ nullable: true }) last_login: string | null;
  @Bool({ description: 'whether they may change the group and who is in it' }) group_admin: boolean;
}

export class GroupDto {
  @Int() id: number;
  @Text() name: string;
  @ListOf(() => GroupMemberDto) users: GroupMemberDto[];
  @Bool() is_default: boolean;
  @Text({ nullable: true }) external_id: string | null;
}

export class GroupSummaryDto {
  @Int() id: number;
  @Text() name: string;
}

export function toGroup(group: Group, members: readonly GroupMember[]): GroupDto {
  return {
    id: group.id,
    name: group.name,
    users: members.filter(({ groupId }) => groupId === group.id).map(toGroupMember),
    is_default: group.isDefault,
    external_id: group.externalId,
  };
}

/** After somebody came or went nobody is called an administrator: clients load the group again. */
export function toChangedGroup(group: Group, members: readonly GroupMember[]): GroupDto {
  const answer = toGroup(group, members);
  return { ...answer, users: answer.users.map((user) => ({ ...user, group_admin: false })) };
}

export function toGroupSummary({ id, name }: Group): GroupSummaryDto {
  return { id, name };
}

function toGroupMember({ user, groupAdmin }: GroupMember): GroupMemberDto {
  return {
    id: user.id,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    last_login: user.lastLogin?.toISOString() ?? null,
    group_admin: groupAdmin,
  };
}
