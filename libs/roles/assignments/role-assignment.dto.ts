import { PartialType } from '@nestjs/swagger';
import { keyId } from '#organisations';
import { Int, Text } from '#platform/http';
import type { RoleAssignment } from './role-assignment.entity.js';

export class CreateUserRoleDto {
  @Int() user: number;
}
export class UpdateUserRoleDto extends CreateUserRoleDto {}
export class PatchUserRoleDto extends PartialType(UpdateUserRoleDto, { skipNullProperties: false }) {}

export class UserRoleDto {
  @Int() id: number;
  @Int() user: number;
  @Int() role: number;
}

export class CreateGroupRoleDto {
  @Int() group: number;
}
export class UpdateGroupRoleDto extends CreateGroupRoleDto {}
export class PatchGroupRoleDto extends PartialType(UpdateGroupRoleDto, { skipNullProperties: false }) {}

export class GroupRoleDto {
  @Int() id: number;
  @Int() group: number;
  @Int() role: number;
}

export class CreateMasterApiKeyRoleDto {
  @Text({ description: 'the `id` of the key' }) master_api_key: string;
}
export class UpdateMasterApiKeyRoleDto extends CreateMasterApiKeyRoleDto {}
export class PatchMasterApiKeyRoleDto extends PartialType(UpdateMasterApiKeyRoleDto, { skipNullProperties: false }) {}

export class MasterApiKeyRoleDto {
  @Int() id: number;
  @Text() master_api_key: string;
  @Int() role: number;
  @Text() role_name: string;
}

export function toUserRole({ id, userId, roleId }: RoleAssignment): UserRoleDto {
  return { id, user: userId ?? 0, role: roleId };
}

export function toGroupRole({ id, groupId, roleId }: RoleAssignment): GroupRoleDto {
  return { id, group: groupId ?? 0, role: roleId };
}

export function toMasterApiKeyRole({ id, key, role }: RoleAssignment): MasterApiKeyRoleDto {
  return { id, master_api_key: key ? keyId(key) : '', role: role.id, role_name: role.name };
}
