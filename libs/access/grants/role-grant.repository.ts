import { Injectable } from '@nestjs/common';
import { IsNull, Not, type FindOptionsWhere } from 'typeorm';
import { Database, Store } from '#platform/database';
import type { AccessPath, Level } from '../access-path.js';
import { Grant } from './grant.entity.js';
import { columnsOf, only } from './grant.repository.js';

/** One permission of a role. Without tags it counts for all features, with tags for those that carry one of them. */
export interface RolePermission {
  readonly key: string;
  readonly tags: readonly number[];
}

/** What a role gives on one thing. */
export interface RoleGrant {
  readonly grant: Grant;
  /** In the order in which they were given. */
  readonly permissions: readonly RolePermission[];
}

/** What a role may give, or what of it changes. */
export interface RoleGrantInput {
  readonly admin?: boolean | undefined;
  readonly permissions?: readonly RolePermission[] | undefined;
}

interface LimitRow {
  readonly permission: string;
  readonly tags: number[];
  readonly place: number;
}

/** The grants that belong to roles, with the permissions that are limited to tags. */
@Injectable()
export class RoleGrantRepository extends Store<Grant> {
  constructor(database: Database) {
    super(database, Grant);
  }

  /** What the role gives on the thing that the path ends on. */
  async on(roleId: number, path: AccessPath): Promise<RoleGrant | undefined> {
    return this.whole(await this.rows.findOneBy({ ...only(path), roleId }));
  }

  async find(roleId: number, level: Level, id: number): Promise<RoleGrant | undefined> {
    return this.whole(await this.rows.findOneBy({ ...ON_LEVEL[level], roleId, id }));
  }

  make(roleId: number, path: AccessPath, input: RoleGrantInput): Promise<RoleGrant> {
    return this.write(Object.assign(new Grant(), columnsOf(path), { roleId }), [], input);
  }

  /** The grant may move to another thing of its level. What is left out stays as it is. */
  change({ grant, permissions }: RoleGrant, path: AccessPath, input: RoleGrantInput): Promise<RoleGrant> {
    return this.write(Object.assign(grant, columnsOf(path)), permissions, input);
  }

  async remove({ grant }: RoleGrant): Promise<void> {
    await this.rows.delete(grant.id);
  }

  private async write(grant: Grant, before: readonly RolePermission[], input: RoleGrantInput): Promise<RoleGrant> {
    const permissions = input.permissions ?? before;
    grant.admin = input.admin ?? grant.admin;
    grant.permissions = permissions.filter(({ tags }) => tags.length === 0).map(({ key }) => key);
    const saved = await this.rows.save(grant);
    const limits = permissions.flatMap(({ key, tags }, place) => tags.map((tag) => ({ key, tag, place })));
    await this.database.query('delete from permission_grant_tag where grant_id = $1', [saved.id]);
    await this.database.query(LIMIT, [
      saved.id,
      limits.map(({ key }) => key),
      limits.map(({ tag }) => tag),
      limits.map(({ place }) => place),
    ]);
    return { grant: saved, permissions };
  }

  private async whole(grant: Grant | null): Promise<RoleGrant | undefined> {
    if (!grant) return undefined;
    const permissions: RolePermission[] = grant.permissions.map((key) => ({ key, tags: [] }));
    for (const { permission, tags, place } of await this.database.query<LimitRow>(LIMITS, [grant.id]))
      permissions.splice(place, 0, { key: permission, tags });
    return { grant, permissions };
  }
}

const ON_LEVEL: Readonly<Record<Level, FindOptionsWhere<Grant>>> = {
  organisation: { organisationId: Not(IsNull()) },
  project: { projectId: Not(IsNull()) },
  environment: { environmentId: Not(IsNull()) },
};

const LIMITS = `
  select permission, min(place)::int as place, array_agg(tag_id order by tag_id) as tags
  from permission_grant_tag where grant_id = $1 group by permission order by place`;
const LIMIT = `
  insert into permission_grant_tag (grant_id, permission, tag_id, place)
  select $1::int, * from unnest($2::text[], $3::int[], $4::smallint[])`;
