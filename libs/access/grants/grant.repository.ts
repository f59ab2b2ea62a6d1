import { Injectable } from '@nestjs/common';
import { IsNull, Not, type FindOptionsWhere } from 'typeorm';
import { Database, Store } from '#platform/database';
import type { AccessPath } from '../access-path.js';
import { levelOf, type GrantRow } from '../rights.js';
import { Grant, type HolderKind } from './grant.entity.js';

/** What a user can see, for filtering lists: everything in some organisations, and single projects or environments. */
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

  /** Everything that decides about a user on a path, in one query. */
  onPath(userId: number, path: AccessPath): Promise<GrantRow[]> {
    return this.database.query<GrantRow>(ON_PATH, [
      userId,
      path.organisationId,
      path.projectId ?? null,
      path.environmentId ?? null,
    ]);
  }

  async visibleTo(userId: number): Promise<Visible> {
    const [row] = await this.database.query<Visible>(VISIBLE, [userId]);
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
function columnsOf(path: AccessPath): Partial<Pick<Grant, 'organisationId' | 'projectId' | 'environmentId'>> {
  switch (levelOf(path)) {
    case 'environment':
      return { environmentId: path.environmentId ?? null };
    case 'project':
      return { projectId: path.projectId ?? null };
    default:
      return { organisationId: path.organisationId };
  }
}

function only(path: AccessPath): FindOptionsWhere<Grant> {
  const { organisationId, projectId, environmentId } = columnsOf(path);
  if (environmentId) return { environmentId };
  if (projectId) return { projectId };
  return { organisationId: organisationId ?? 0 };
}

/** One row for the membership alone, or one for each grant of the member and of the groups they are in. */
const ON_PATH = `
  select m.role, g.admin, g.permissions, g.group_id as "groupId",
    case when g.environment_id is not null then 'environment' when g.project_id is not null then 'project'
         when g.organisation_id is not null then 'organisation' end as level
  from membership m
  join organisation o on o.id = m.organisation_id and o.deleted_at is null
  left join permission_grant g on (g.organisation_id = $2 or g.project_id = $3 or g.environment_id = $4)
    and (g.user_id = m.user_id or g.group_id in (
      select gm.group_id from user_group_member gm where gm.organisation_id = m.organisation_id and gm.user_id = m.user_id))
  where m.user_id = $1 and m.organisation_id = $2
  order by g.id`;

/** Grants count only while the user is a member of the organisation that the thing belongs to. */
const VISIBLE = `
  with held as (
    select g.* from permission_grant g where g.user_id = $1
    union all
    select g.* from permission_grant g join user_group_member gm on gm.group_id = g.group_id where gm.user_id = $1)
  select
    array(select m.organisation_id from membership m join organisation o on o.id = m.organisation_id and o.deleted_at is null
      where m.user_id = $1 and m.role = 'ADMIN') as "organisationIds",
    array(select distinct g.project_id from held g join project p on p.id = g.project_id
      join organisation o on o.id = p.organisation_id and o.deleted_at is null
      join membership m on m.organisation_id = p.organisation_id and m.user_id = $1
      where g.admin or 'VIEW_PROJECT' = any(g.permissions)) as "projectIds",
    array(select distinct e.id from held g
      join environment e on e.id = g.environment_id or (e.project_id = g.project_id and g.admin)
      join project p on p.id = e.project_id
      join organisation o on o.id = p.organisation_id and o.deleted_at is null
      join membership m on m.organisation_id = p.organisation_id and m.user_id = $1
      where g.admin or 'VIEW_ENVIRONMENT' = any(g.permissions)) as "environmentIds"`;

const REMOVE_BELOW = `
  delete from permission_grant g where g.user_id = $2 and exists (
    select 1 from project p left join environment e on e.project_id = p.id
    where p.organisation_id = $1 and (p.id = g.project_id or e.id = g.environment_id))`;
