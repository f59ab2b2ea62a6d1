import { Injectable } from '@nestjs/common';
import type { FindOptionsWhere } from 'typeorm';
import { Database, Store } from '#platform/database';
import type { AccessPath } from './access-path.js';
import { Grant } from './grant.entity.js';
import { levelOf, type GrantRow } from './rights.js';

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

  /** The rows of one level, with their users. */
  on(path: AccessPath): Promise<Grant[]> {
    return this.rows.find({ where: onlyOn(path), relations: { user: true }, order: { id: 'ASC' } });
  }

  find(path: AccessPath, id: number): Promise<Grant | null> {
    return this.rows.findOne({ where: { ...onlyOn(path), id }, relations: { user: true } });
  }

  make(path: AccessPath, userId: number, admin: boolean, permissions: string[]): Promise<Grant> {
    return this.save(Object.assign(new Grant(), { ...columnsOf(path), userId, admin, permissions }));
  }

  /** Those of a user in an organisation's projects and environments. */
  async removeBelow(organisationId: number, userId: number): Promise<void> {
    await this.database.query(REMOVE_BELOW, [organisationId, userId]);
  }

  async remove(grant: Grant): Promise<void> {
    await this.rows.delete(grant.id);
  }
}

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

function onlyOn(path: AccessPath): FindOptionsWhere<Grant> {
  const { organisationId, projectId, environmentId } = columnsOf(path);
  if (environmentId) return { environmentId };
  if (projectId) return { projectId };
  return { organisationId: organisationId ?? 0 };
}

const ON_PATH = `
  select m.role, g.admin, g.permissions,
    case when g.environment_id is not null then 'environment' when g.project_id is not null then 'project'
         when g.organisation_id is not null then 'organisation' end as level
  from membership m
  join organisation o on o.id = m.organisation_id and o.deleted_at is null
  left join permission_grant g on g.user_id = m.user_id
    and (g.organisation_id = $2 or g.project_id = $3 or g.environment_id = $4)
  where m.user_id = $1 and m.organisation_id = $2`;

/** Grants count only while their owner is a member of the organisation that the thing belongs to. */
const VISIBLE = `
  select
    array(select m.organisation_id from membership m join organisation o on o.id = m.organisation_id and o.deleted_at is null
      where m.user_id = $1 and m.role = 'ADMIN') as "organisationIds",
    array(select g.project_id from permission_grant g join project p on p.id = g.project_id
      join organisation o on o.id = p.organisation_id and o.deleted_at is null
      join membership m on m.organisation_id = p.organisation_id and m.user_id = g.user_id
      where g.user_id = $1 and (g.admin or 'VIEW_PROJECT' = any(g.permissions))) as "projectIds",
    array(select e.id from permission_grant g
      join environment e on e.id = g.environment_id or (e.project_id = g.project_id and g.admin)
      join project p on p.id = e.project_id
      join organisation o on o.id = p.organisation_id and o.deleted_at is null
      join membership m on m.organisation_id = p.organisation_id and m.user_id = g.user_id
      where g.user_id = $1 and (g.admin or 'VIEW_ENVIRONMENT' = any(g.permissions))) as "environmentIds"`;

const REMOVE_BELOW = `
  delete from permission_grant g where g.user_id = $2 and exists (
    select 1 from project p left join environment e on e.project_id = p.id
    where p.organisation_id = $1 and (p.id = g.project_id or e.id = g.environment_id))`;
