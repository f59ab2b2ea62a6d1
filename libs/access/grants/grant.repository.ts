import { Injectable } from '@nestjs/common';
import { IsNull, Not, type FindOptionsWhere } from 'typeorm';
import { Database, Store } from '#platform/database';
import type { AboutFeature, AccessPath } from '../access-path.js';
import { levelOf, type GrantRow } from '../rights.js';
import { Grant, type HolderKind } from './grant.entity.js';

/** Whose rights: a user's, or those of a master API key that is no admin. */
export interface Who {
  readonly userId?: number;
  readonly key?: string;
}

/** What a caller can see, for filtering lists: everything in some organisations, and single projects or environments. */
export interface Visible {
  readonly organisationIds: number[];
  readonly projectIds: number[];
  readonly environmentIds: number[];
}

@Injectable()
export class GrantRepository extends Store<Grant> {
  constructor(database: Database) {
    super(database, Grant);
  }

  /** Everything that decides about a caller on a path, in one query. */
  onPath(who: Who, path: AccessPath, about?: AboutFeature): Promise<GrantRow[]> {
    return this.database.query<GrantRow>(ON_PATH, [
      who.userId ?? null,
      who.key ?? null,
      path.organisationId,
      path.projectId ?? null,
      path.environmentId ?? null,
      about?.kind === 'feature' ? about.id : null,
      about?.kind === 'feature-state' ? about.id : null,
    ]);
  }

  async visibleTo(who: Who): Promise<Visible> {
    const [row] = await this.database.query<Visible>(VISIBLE, [who.userId ?? null, who.key ?? null]);
    return row ?? { organisationIds: [], projectIds: [], environmentIds: [] };
  }

  /** The rows of users or of groups on one level, with them. */
  on(path: AccessPath, kind: HolderKind): Promise<Grant[]> {
    return this.rows.find({
      where: { ...only(path), ...HELD[kind] },
      relations: { [kind]: true },
      order: { id: 'ASC' },
    });
  }

  find(path: AccessPath, kind: HolderKind, id: number): Promise<Grant | null> {
    return this.rows.findOneBy({ ...only(path), ...HELD[kind], id });
  }

  make(path: AccessPath, grant: Partial<Grant>): Promise<Grant> {
    return this.save(Object.assign(new Grant(), columnsOf(path), grant));
  }

  /** What is stored wins over what was loaded: a row that is gone stays gone. */
  async change({ id, userId, groupId, admin, permissions }: Grant): Promise<void> {
    await this.rows.update(id, { userId, groupId, admin, permissions });
  }

  /** Those of a user in an organisation's projects and environments. */
  async removeBelow(organisationId: number, userId: number): Promise<void> {
    await this.database.query(REMOVE_BELOW, [organisationId, userId]);
  }

  async remove(grant: Grant): Promise<void> {
    await this.rows.delete(grant.id);
  }
}

const HELD: Readonly<Record<HolderKind, FindOptionsWhere<Grant>>> = {
  user: { userId: Not(IsNull()) },
  group: { groupId: Not(IsNull()) },
};

/** The one column that a grant on the end of this path has set. */
export function columnsOf(path: AccessPath): Partial<Pick<Grant, 'organisationId' | 'projectId' | 'environmentId'>> {
  switch (levelOf(path)) {
    case 'environment':
      return { environmentId: path.environmentId ?? null };
    case 'project':
      return { projectId: path.projectId ?? null };
    default:
      return { organisationId: path.organisationId };
  }
}

export function only(path: AccessPath): FindOptionsWhere<Grant> {
  const { organisationId, projectId, environmentId } = columnsOf(path);
  if (environmentId) return { environmentId };
  if (projectId) return { projectId };
  return { organisationId: organisationId ?? 0 };
}

/**
 * One row for the membership or the key alone, or one for each grant: of the member, of the groups they are in, and of the roles
 * that any of these or the key holds.
 */
const ON_PATH = `
  with party as (
    select m.role from membership m where m.user_id = $1 and m.organisation_id = $3
    union all
    select 'KEY' from master_api_key k where k.prefix = $2 and k.organisation_id = $3 and not k.revoked
  ), held_group as (
    select gm.group_id from user_group_member gm where gm.organisation_id = $3 and gm.user_id = $1
  ), held_role as (
    select a.role_id from role_assignment a where a.organisation_id = $3
      and (a.user_id = $1 or a.master_api_key = $2 or a.group_id in (select group_id from held_group))
  )
  select party.role, g.admin, g.permissions, g.group_id as "groupId", r.id as "roleId", r.name as "roleName",
    case when g.environment_id is not null then 'environment' when g.project_id is not null then 'project'
         when g.organisation_id is not null then 'organisation' end as level,
    (select jsonb_agg(jsonb_build_object('permission', l.permission, 'tags', l.tags) order by l.place) from (
      select t.permission, min(t.place) as place, array_agg(t.tag_id order by t.tag_id) as tags
      from permission_grant_tag t where t.grant_id = g.id group by t.permission) l) as limits,
    array(select ft.tag_id from feature f join feature_tag ft on ft.feature_id = f.id
      where f.project_id = $4 and f.deleted_at is null and f.id = coalesce($6,
        (select s.feature_id from feature_state s where s.id = $7 and s.environment_id = $5))) as "featureTags"
  from party
  join organisation o on o.id = $3 and o.deleted_at is null
  left join permission_grant g on (g.organisation_id = $3 or g.project_id = $4 or g.environment_id = $5)
    and (g.user_id = $1 or g.group_id in (select group_id from held_group) or g.role_id in (select role_id from held_role))
  left join role r on r.id = g.role_id
  order by g.id`;

/** Grants count only while the user is a member, or the key is one, of the organisation that the thing belongs to. */
const VISIBLE = `
  with party as (
    select m.organisation_id, m.role from membership m
    join organisation o on o.id = m.organisation_id and o.deleted_at is null where m.user_id = $1
    union all
    select k.organisation_id, 'KEY' from master_api_key k
    join organisation o on o.id = k.organisation_id and o.deleted_at is null where k.prefix = $2 and not k.revoked
  ), held_group as (
    select gm.group_id from user_group_member gm where gm.user_id = $1
  ), held_role as (
    select a.role_id from role_assignment a
    where a.user_id = $1 or a.master_api_key = $2 or a.group_id in (select group_id from held_group)
  ), held as (
    select g.* from permission_grant g where g.user_id = $1
    union all
    select g.* from permission_grant g join held_group using (group_id)
    union all
    select g.* from permission_grant g where g.role_id in (select role_id from held_role)
  )
  select
    array(select party.organisation_id from party where party.role = 'ADMIN') as "organisationIds",
    array(select distinct g.project_id from held g join project p on p.id = g.project_id
      join party on party.organisation_id = p.organisation_id
      where g.admin or 'VIEW_PROJECT' = any(g.permissions)) as "projectIds",
    array(select distinct e.id from held g
      join environment e on e.id = g.environment_id or (e.project_id = g.project_id and g.admin)
      join project p on p.id = e.project_id
      join party on party.organisation_id = p.organisation_id
      where g.admin or 'VIEW_ENVIRONMENT' = any(g.permissions)) as "environmentIds"`;

const REMOVE_BELOW = `
  delete from permission_grant g where g.user_id = $2 and exists (
    select 1 from project p left join environment e on e.project_id = p.id
    where p.organisation_id = $1 and (p.id = g.project_id or e.id = g.environment_id))`;
