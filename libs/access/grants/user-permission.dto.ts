import { OmitType, PartialType } from '@nestjs/swagger';
import { UserSummaryDto, toUserSummary } from '#accounts';
import { Bool, Int, Nested, Texts } from '#platform/http';
import type { Grant } from './grant.entity.js';

export class CreateUserPermissionDto {
  @Int() user: number;
  @Texts({ optional: true }) permissions?: string[];
  @Bool({ optional: true }) admin?: boolean;
}

export class UpdateUserPermissionDto extends CreateUserPermissionDto {}

export class PatchUserPermissionDto extends PartialType(UpdateUserPermissionDto, { skipNullProperties: false }) {}

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

/** Being admin of an organisation is a role, so that its rows don't say so. */
export class CreateOrganisationUserPermissionDto extends OmitType(CreateUserPermissionDto, ['admin']) {}
export class UpdateOrganisationUserPermissionDto extends CreateOrganisationUserPermissionDto {}
export class PatchOrganisationUserPermissionDto extends PartialType(UpdateOrganisationUserPermissionDto, {
  skipNullProperties: false,
}) {}
export class OrganisationUserPermissionDto extends OmitType(UserPermissionDto, ['admin']) {}
export class ListedOrganisationUserPermissionDto extends OmitType(ListedUserPermissionDto, ['admin']) {}

export function toUserPermission(grant: Grant): UserPermissionDto {
  return { ...toOrganisationUserPermission(grant), admin: grant.admin };
}

export function toListedUserPermissions(grants: readonly Grant[]): ListedUserPermissionDto[] {
  return grants.flatMap(({ id, permissions, admin, user }) =>
    user ? [{ id, permissions, admin, user: toUserSummary(user) }] : [],
  );
}

export function toOrganisationUserPermission({ id, permissions, userId }: Grant): OrganisationUserPermissionDto {
  return { id, permissions, user: userId ?? 0 };
}

export function toListedOrganisationUserPermissions(grants: readonly Grant[]): ListedOrganisationUserPermissionDto[] {
  return toListedUserPermissions(grants).map(({ id, permissions, user }) => ({ id, permissions, user }));
}
