import { Choice, DateTime, Int, Text, toMoment } from '#platform/http';
import { ROLES, type Role } from '../members/membership.entity.js';
import type { InviteLink } from './invite-link.entity.js';

export class CreateInviteLinkDto {
  @Choice(ROLES, { optional: true }) role?: Role;
  @DateTime({ optional: true, nullable: true, description: 'never, where it is left out' }) expires_at?: string | null;
}

export class InviteLinkDto {
  @Int() id: number;
  @Text({ description: 'what stands in the link' }) hash: string;
  @DateTime() date_created: string;
  @Choice(ROLES) role: string;
  @DateTime({ nullable: true }) expires_at: string | null;
}

export function toInviteLink(link: InviteLink, hash: string): InviteLinkDto {
  return {
    id: link.id,
    hash,
    date_created: link.dateCreated.toISOString(),
    role: link.role,
    expires_at: link.expiresAt && toMoment(link.expiresAt),
  };
}
