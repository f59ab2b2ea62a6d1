import { Bool, Ints, ListOf, Text, Texts, type Caller } from '#platform/http';
import { UserCaller } from '#accounts';
import { Refused } from '#platform/errors';
import type { Level } from './access-path.js';
import type { Rights, TagLimit } from './rights.js';

export class TagPermissionsDto {
  @Texts() permissions: string[];
  @Ints() tags: number[];
}

export class MyPermissionsDto {
  @Texts() permissions: string[];
  @Bool() admin: boolean;
  @ListOf(() => TagPermissionsDto) tag_based_permissions: TagPermissionsDto[];
}

export class PermissionKeyDto {
  @Text() key: string;
  @Text() description: string;
  @Bool() supports_tag: boolean;
}

export function toMyPermissions(rights: Rights, level: Level): MyPermissionsDto {
  if (rights.isAdminOf(level)) return { permissions: [], admin: true, tag_based_permissions: [] };
  const limits = byTags(rights.limitsOn(level));
  return { permissions: [...rights.permissionsOn(level)], admin: false, tag_based_permissions: limits };
}

/** What is limited to the same tags, together. */
function byTags(limits: readonly TagLimit[]): TagPermissionsDto[] {
  const found = new Map<string, TagPermissionsDto>();
  for (const { permission, tags } of limits) {
    const same = found.get(tags.join()) ?? { permissions: [], tags: [...tags] };
    if (!same.permissions.includes(permission)) same.permissions.push(permission);
    found.set(tags.join(), same);
  }
  return [...found.values()];
}

/** @throws Refused for a key: "my" is a person's word */
export function refuseKeys(caller: Caller): void {
  if (!(caller instanceof UserCaller))
    throw new Refused('This endpoint can only be used with a user and not Master API Key');
}
