import { OmitType, PartialType } from '@nestjs/swagger';
import type { GroupMember } from '#organisations';
import { Bool, Int, Ints, Nested, Text, Texts } from '#platform/http';
import type { Grant } from './grant.entity.js';

export class CreateGroupPermissionDto {
  @Int() group: number;
  @Texts({ optional: true }) permissions?: string[];
  @Bool({ optional: true }) admin?: boolean;
}

export class UpdateGroupPermissionDto extends CreateGroupPermissionDto {}

export class PatchGroupPermissionDto extends PartialType(UpdateGroupPermissionDto, { skipNullProperties: false }) {}

export class GroupPermissionDto {
  @Int() id: number;
  @Texts() permissions: string[];
  @Bool() admin: boolean;
  @Int() group: number;
}

/** A group with the ids of who is in it. */
export class GrantedGroupDto {
  @Int() id: number;
  @Text() name: string;
  @Ints() users: number[];
  @Bool() is_default: boolean;
  @Text({ nullable: true }) external_id: string | null;
}

export class ListedGroupPermissionDto {
  @Int() id: number;
  @Texts() permissions: string[];
  @Bool() admin: boolean;
  @Nested(() => GrantedGroupDto) group: GrantedGroupDto;
}

/** Being admin of an organisation is a role, so that its rows don't say so. */
export class CreateOrganisationGroupPermissionDto extends OmitType(CreateGroupPermissionDto, ['admin']) {}
export class UpdateOrganisationGroupPermissionDto extends CreateOrganisationGroupPermissionDto {}
export class PatchOrganisationGroupPermissionDto extends PartialType(UpdateOrganisationGroupPermissionDto, {
  skipNullProperties: false,
}) {}
export class OrganisationGroupPermissionDto extends OmitType(GroupPermissionDto, ['admin']) {}
export class ListedOrganisationGroupPermissionDto extends OmitType(ListedGroupPermissionDto, ['admin']) {}

export function toGroupPermission(grant: Grant): GroupPermissionDto {
  return { ...toOrganisationGroupPermission(grant), admin: grant.admin };
}

export function toListedGroupPermissions(
  grants: readonly Grant[],
  members: readonly GroupMember[],
): ListedGroupPermissionDto[] {
  return grants.flatMap(({ id, permissions, admin, group }) => {
    if (!group) return [];
    const users = members.filter(({ groupId }) => groupId === group.id).map(({ userId }) => userId);
    const shown = { id: group.id, name: group.name, users, is_default: group.isDefault, external_id: group.externalId };
    return [{ id, permissions, admin, group: shown }];
  });
}

export function toOrganisationGroupPermission({ id, permissions, groupId }: Grant): OrganisationGroupPermissionDto {
  return { id, permissions, group: groupId ?? 0 };
}

export function toListedOrganisationGroupPermissions(
  grants: readonly Grant[],
  members: readonly GroupMember[],
): ListedOrganisationGroupPermissionDto[] {
  return toListedGroupPermissions(grants, members).map(({ id, permissions, group }) => ({ id, permissions, group }));
}
