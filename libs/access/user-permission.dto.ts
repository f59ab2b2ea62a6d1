import { UserSummaryDto, toUserSummary } from '#accounts';
import { Bool, Int, Nested, Texts } from '#platform/http';
import type { Grant } from './grant.entity.js';

export class CreateUserPermissionDto {
  @Int() user: number;
  @Texts({ optional: true }) permissions?: string[];
  @Bool({ optional: true }) admin?: boolean;
}

export class UpdateUserPermissionDto {
  @Int({ optional: true, description: 'cannot be changed; accepted for clients that send it' }) user?: number;
  @Texts({ optional: true }) permissions?: string[];
  @Bool({ optional: true }) admin?: boolean;
}

export class UserPermissionDto {
  @Int() id: number;
  @Texts() permissions: string[];
  @Bool() admin: boolean;
  @Int() user: number;
}

export class ListedUserPermissionDto {
  @Int() id: number;
  @Texts() permissions: string[];
  @Bool() admin: boolean;
  @Nested(() => UserSummaryDto) user: UserSummaryDto;
}

export function toUserPermission({ id, permissions, admin, userId }: Grant): UserPermissionDto {
  return { id, permissions, admin, user: userId };
}

export function toListedUserPermission({ id, permissions, admin, user }: Grant): ListedUserPermissionDto {
  return { id, permissions, admin, user: toUserSummary(user) };
}
