import { PartialType } from '@nestjs/swagger';
import type { RoleGrant } from '#access';
import { Bool, Int, Ints, ListOf, Text, Texts } from '#platform/http';

/** A permission, for all features or for those with one of the tags. */
export class TaggedPermissionDto {
  @Text() permission_key: string;
  @Ints({ optional: true, description: 'only for features with one of these tags; empty: for all' }) tags?: number[];
}

export class TaggedPermissionAnswerDto {
  @Text() permission_key: string;
  @Ints() tags: number[];
}

export class WriteRolePermissionsDto {
  @ListOf(() => TaggedPermissionDto) permissions: TaggedPermissionDto[];
  @Bool({ optional: true }) admin?: boolean;
}

export class CreateRoleProjectPermissionDto extends WriteRolePermissionsDto {
  @Int() project: number;
}
export class UpdateRoleProjectPermissionDto extends CreateRoleProjectPermissionDto {}
export class PatchRoleProjectPermissionDto extends PartialType(UpdateRoleProjectPermissionDto, {
  skipNullProperties: false,
}) {}

export class CreateRoleEnvironmentPermissionDto extends WriteRolePermissionsDto {
  @Int({ description: 'its number, not its key' }) environment: number;
}
export class UpdateRoleEnvironmentPermissionDto extends CreateRoleEnvironmentPermissionDto {}
export class PatchRoleEnvironmentPermissionDto extends PartialType(UpdateRoleEnvironmentPermissionDto, {
  skipNullProperties: false,
}) {}

/** Keys alone: nothing of an organisation is limited to tags, and being its admin is no grant. */
export class CreateRoleOrganisationPermissionDto {
  @Texts({ optional: true }) permissions?: string[];
}
export class UpdateRoleOrganisationPermissionDto extends CreateRoleOrganisationPermissionDto {}

class RolePermissionsDto {
  @Int() id: number;
  @Int() role: number;
  @ListOf(() => TaggedPermissionAnswerDto) permissions: TaggedPermissionAnswerDto[];
  @Bool() admin: boolean;
}

export class RoleProjectPermissionDto extends RolePermissionsDto {
  @Int() project: number;
}

export class RoleEnvironmentPermissionDto extends RolePermissionsDto {
  @Int() environment: number;
}

export class RoleOrganisationPermissionDto {
  @Int() id: number;
  @Int() role: number;
  @Texts() permissions: string[];
}

export function toRoleProjectPermission(row: RoleGrant): RoleProjectPermissionDto {
  return { ...toRolePermissions(row), project: row.grant.projectId ?? 0 };
}

export function toRoleEnvironmentPermission(row: RoleGrant): RoleEnvironmentPermissionDto {
  return { ...toRolePermissions(row), environment: row.grant.environmentId ?? 0 };
}

export function toRoleOrganisationPermission({ grant, permissions }: RoleGrant): RoleOrganisationPermissionDto {
  return { id: grant.id, role: grant.roleId ?? 0, permissions: permissions.map(({ key }) => key) };
}

function toRolePermissions({ grant, permissions }: RoleGrant): RolePermissionsDto {
  const shown = permissions.map(({ key, tags }) => ({ permission_key: key, tags: [...tags] }));
  return { id: grant.id, role: grant.roleId ?? 0, admin: grant.admin, permissions: shown };
}
