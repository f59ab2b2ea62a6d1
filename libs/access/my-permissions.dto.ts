import { Bool, Ints, ListOf, Text, Texts, type Caller } from '#platform/http';
import { UserCaller } from '#accounts';
import { Refused } from '#platform/errors';
import type { Level } from './access-path.js';
import type { Rights } from './rights.js';

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
  const admin = rights.isAdminOf(level);
  return { permissions: admin ? [] : [...rights.permissionsOn(level)], admin, tag_based_permissions: [] };
}

/** @throws Refused for a key: "my" is a person's word */
export function refuseKeys(caller: Caller): void {
  if (!(caller instanceof UserCaller))
    throw new Refused('This endpoint can only be used with a user and not Master API Key');
}
