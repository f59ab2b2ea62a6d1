import type { Level } from './access-path.js';
import type { DetailedPermissionsDto, SourcesDto } from './detailed-permissions.dto.js';
import { makesAdmin, type GrantRow } from './rights.js';

/** Where each right of a user on one level comes from: their role, grants of their own, or groups that they are in. */
export function detailedPermissions(
  rows: readonly GrantRow[],
  level: Level,
  groupNames: ReadonlyMap<number, string>,
): DetailedPermissionsDto {
  const sourcesOf = (some: readonly GrantRow[]): SourcesDto => {
    const ids = new Set(some.flatMap(({ groupId }) => groupId ?? []));
    return { groups: [...ids].map((id) => ({ id, name: groupNames.get(id) ?? '' })), roles: [] };
  };
  const admins = rows.filter((row) => makesAdmin(row, level));
  const byRole = rows[0]?.role === 'ADMIN';
  const here = rows
    .filter((row) => row.level === level)
    .sort((one, other) => Number(isOwn(other)) - Number(isOwn(one)));
  const keys = new Set(here.flatMap(({ permissions }) => permissions ?? []));
  return {
    admin: byRole || admins.length > 0,
    is_directly_granted: byRole || admins.some(isOwn),
    derived_from: sourcesOf(admins),
    permissions: [...keys].map((key) => {
      const granting = here.filter(({ permissions }) => permissions?.includes(key));
      return { permission_key: key, is_directly_granted: granting.some(isOwn), derived_from: sourcesOf(granting) };
    }),
  };
}

const isOwn = ({ groupId }: GrantRow): boolean => groupId === null;
