import { toUserSummary, UserSummaryDto, type User } from '#accounts';
import { Choice, DateTime, Email, Int, Ints, ListOf, Nested, Text, Texts } from '#platform/http';
import { ROLES, type Membership, type Role } from '../members/membership.entity.js';
import type { Invite } from './invite.entity.js';

export class CreateInviteDto {
  @Email() email: string;
  @Choice(ROLES, { optional: true }) role?: Role;
  @Ints({ optional: true, nullable: true, description: 'groups of the organisation' })
  permission_groups?: number[] | null;
}

export class CreateInvitesDto {
  @ListOf(() => CreateInviteDto, { optional: true }) invites?: CreateInviteDto[];
  @Texts({ optional: true, description: 'addresses to invite as `USER`' }) emails?: string[];
}

export class CreatedInviteDto {
  @Int() id: number;
  @Email() email: string;
  @Choice(ROLES) role: string;
  @DateTime() date_created: string;
  @Ints() permission_groups: number[];
}

export class InvitedByDto {
  @Int() id: number;
  @Email() email: string;
  @Text() first_name: string;
  @Text() last_name: string;
}

/** One of several that were made at once. */
export class SentInviteDto extends CreatedInviteDto {
  @Nested(() => InvitedByDto, { nullable: true }) invited_by: InvitedByDto | null;
}

/** The user who invited, as a member. */
export class InviterDto extends UserSummaryDto {
  @Choice(ROLES, { nullable: true, description: 'null where they have left' }) role: string | null;
  @DateTime() date_joined: string;
}

export class InviteDto {
  @Int() id: number;
  @Email() email: string;
  @DateTime() date_created: string;
  @Nested(() => InviterDto, { nullable: true }) invited_by: InviterDto | null;
  @Ints() permission_groups: number[];
}

/** An invite with the ids of its groups. */
export interface ListedInvite {
  readonly invite: Invite;
  readonly groupIds: number[];
}

export function toCreatedInvite({ invite, groupIds }: ListedInvite): CreatedInviteDto {
  return {
    id: invite.id,
    email: invite.email,
    role: invite.role,
    date_created: invite.dateCreated.toISOString(),
    permission_groups: groupIds,
  };
}

export function toSentInvite(listed: ListedInvite, by: User | null): SentInviteDto {
  const invitedBy = by && { id: by.id, email: by.email, first_name: by.firstName, last_name: by.lastName };
  return { ...toCreatedInvite(listed), invited_by: invitedBy };
}

export function toInvite({ invite, groupIds }: ListedInvite, members: readonly Membership[]): InviteDto {
  const by = invite.invitedBy;
  const place = members.find(({ userId }) => userId === by?.id);
  return {
    id: invite.id,
    email: invite.email,
    date_created: invite.dateCreated.toISOString(),
    invited_by: by
      ? {
          ...toUserSummary(by),
          role: place?.role ?? null,
          date_joined: (place?.dateJoined ?? by.dateJoined).toISOString(),
        }
      : null,
    permission_groups: groupIds,
  };
}
