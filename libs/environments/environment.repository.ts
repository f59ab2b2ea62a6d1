import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { In } from 'typeorm';
import type { Visible } from '#access';
import { Database, Store } from '#platform/database';
import type { PageRequest } from '#platform/http';
import type { Project } from '#projects';
import { Environment } from './environment.entity.js';

@Injectable()
export class EnvironmentRepository extends Store<Environment> {
  constructor(database: Database) {
    super(database, Environment);
  }

  byApiKey(apiKey: string): Promise<Environment | null> {
    return this.rows.findOne({ where: { apiKey }, relations: { project: true } });
  }

  async byUuid(uuid: string): Promise<Environment | null> {
    return isUUID(uuid) ? this.rows.findOne({ where: { uuid }, relations: { project: true } }) : null;
  }

  byId(id: number): Promise<Environment | null> {
    return this.rows.findOne({ where: { id }, relations: { project: true } });
  }

  /** One that belongs to the organisation, with its project. */
  ofOrganisation(organisationId: number, id: number): Promise<Environment | null> {
    return this.rows.findOne({ where: { id, project: { organisationId } }, relations: { project: true } });
  }

  /** Those of the project that the caller may see, a page of them. */
  async visibleIn(project: Project, visible: Visible, page: PageRequest): Promise<[Environment[], number]> {
    const all = visible.organisationIds.includes(project.organisationId);
    const where = all ? { projectId: project.id } : { projectId: project.id, id: In(visible.environmentIds) };
    return this.findPage({ where, order: { id: 'ASC' } }, page);
  }

  /** Their ids, for what has to be done in each of them. */
  async idsIn(projectId: number): Promise<number[]> {
    const rows = await this.rows.find({ where: { projectId }, select: { id: true }, order: { id: 'ASC' } });
    return rows.map(({ id }) => id);
  }

  find(projectId: number, id: number): Promise<Environment | null> {
    return this.rows.findOneBy({ projectId, id });
  }

  inProject(projectId: number): Promise<Environment[]> {
    return this.rows.find({ where: { projectId }, order: { id: 'ASC' } });
  }

  async isNameTaken(projectId: number, name: string, except?: number): Promise<boolean> {
    const found = await this.rows.findOneBy({ projectId, name });
    return found !== null && found.id !== except;
  }

  /** How many overrides of features segments have in it. */
  async segmentOverrides(id: number): Promise<number> {
    const [row] = await this.database.query<{ count: number }>(SEGMENT_OVERRIDES, [id]);
    return row?.count ?? 0;
  }

  async remove(environment: Environment): Promise<void> {
    await this.rows.softDelete(environment.id);
  }
}

const SEGMENT_OVERRIDES = `
  select count(*)::int as count from feature_segment o
  join feature f on f.id = o.feature_id and f.deleted_at is null
  join segment g on g.id = o.segment_id and g.deleted_at is null
  where o.environment_id = $1 and o.environment_feature_version is not distinct from (
    select v.uuid from live_feature_version v where v.environment_id = $1 and v.feature_id = o.feature_id)`;
