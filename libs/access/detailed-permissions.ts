import type { Level } from './access-path.js';
import type { DetailedPermissionsDto, RoleSourceDto, SourcesDto } from './detailed-permissions.dto.js';
import { makesAdmin, type GrantRow } from './rights.js';

/** Where each right of a user on one level comes from: their role in the organisation, grants of their own, groups, or roles. */
export function detailedPermissions(
  rows: readonly GrantRow[],
  level: Level,
  groupNames: ReadonlyMap<number, string>,
): DetailedPermissionsDto {
  const admins = rows.filter((row) => makesAdmin(row, level));
  const byRole = rows[0]?.role === 'ADMIN';
  const here = rows
    .filter((row) => row.level === level)
    .sort((one, other) => Number(isOwn(other)) - Number(isOwn(one)));
  const keys = new Set(here.flatMap(keysOf));
  return {
    admin: byRole || admins.length > 0,
    is_directly_granted: byRole || admins.some(isOwn),
    derived_from: sourcesOf(admins, groupNames),
    permissions: [...keys].map((key) => {
      const granting = here.filter((row) => keysOf(row).includes(key));
      const derived = sourcesOf(granting, groupNames, key);
      return { permission_key: key, is_directly_granted: granting.some(isOwn), derived_from: derived };
    }),
  };
}

/** @param key the right in question; a role says which tags it limits it to */
function sourcesOf(rows: readonly GrantRow[], groupNames: ReadonlyMap<number, string>, key?: string): SourcesDto {
  const groups = new Set(rows.flatMap(({ groupId }) => groupId ?? []));
  const roles = new Map<number, RoleSourceDto>();
  for (const { roleId, roleName, limits } of rows) {
    if (roleId === null) continue;
    const tags = limits?.find(({ permission }) => permission === key)?.tags ?? [];
    roles.set(roleId, { id: roleId, name: roleName ?? '', tags: [...tags] });
  }
  return { groups: [...groups].map((id) => ({ id, name: groupNames.get(id) ?? '' })), roles: [...roles.values()] };
}

const keysOf = ({ permissions, limits }: GrantRow): string[] => [
  ...(permissions ?? []),
  ...(limits ?? []).map(({ permission }) => permission),
];

const isOwn = ({ groupId, roleId }: GrantRow): boolean => groupId === null && roleId === null;
