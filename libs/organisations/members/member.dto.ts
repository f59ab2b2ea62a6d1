import { toUserSummary, UserSummaryDto } from '#accounts';
import { Bool, Choice, DateTime, Int } from '#platform/http';
import { ROLES, type Membership, type Role } from './membership.entity.js';

export class MemberFilters {
  @Bool({ optional: true, description: 'leaves out who is asking' }) exclude_current?: boolean;
}

export class UpdateRoleDto {
  @Choice(ROLES, { optional: true, description: 'what is left out stays' }) role?: Role;
}

/** Somebody who is to leave the organisation. */
export class LeaverDto {
  @Int() id: number;
}

/** A member as the organisation's list of users shows them. */
export class MemberDto extends UserSummaryDto {
  @Choice(ROLES) role: string;
  @DateTime() date_joined: string;
}

export function toMember({ user, role, dateJoined }: Membership): MemberDto {
  return { ...toUserSummary(user), role, date_joined: dateJoined.toISOString() };
}
