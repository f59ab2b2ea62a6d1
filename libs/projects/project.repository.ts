import { Injectable } from '@nestjs/common';
import { In, type FindOptionsWhere } from 'typeorm';
import type { Visible } from '#access';
import { Database, Store } from '#platform/database';
import { Project } from './project.entity.js';

/** How much there is in a project. */
export interface ProjectTotals {
  readonly features: number;
  readonly segments: number;
}

@Injectable()
export class ProjectRepository extends Store<Project> {
  constructor(database: Database) {
    super(database, Project);
  }

  byId(id: number): Promise<Project | null> {
    return this.rows.findOneBy({ id });
  }

  /** One that belongs to the organisation. */
  find(organisationId: number, id: number): Promise<Project | null> {
    return this.rows.findOneBy({ organisationId, id });
  }

  /** By id; of one organisation where that is given. */
  visible({ organisationIds, projectIds }: Visible, organisationId?: number): Promise<Project[]> {
    const narrowed = organisationId === undefined ? {} : { organisationId };
    const organisations =
      organisationId === undefined ? organisationIds : organisationIds.filter((id) => id === organisationId);
    const where: FindOptionsWhere<Project>[] = [
      { organisationId: In(organisations) },
      { ...narrowed, id: In(projectIds) },
    ];
    return this.rows.find({ where, order: { id: 'ASC' } });
  }

  inOrganisation(organisationId: number): Promise<Project[]> {
    return this.rows.find({ where: { organisationId }, order: { id: 'ASC' } });
  }

  async isNameTaken(organisationId: number, name: string, except?: number): Promise<boolean> {
    const found = await this.rows.findOneBy({ organisationId, name });
    return found !== null && found.id !== except;
  }

  async remove(project: Project): Promise<void> {
    await this.rows.softDelete(project.id);
  }

  /** How many features and segments it has, for its page. */
  async totals(id: number): Promise<ProjectTotals> {
    const [row] = await this.database.query<ProjectTotals>(TOTALS, [id]);
    return row ?? { features: 0, segments: 0 };
  }
}

const TOTALS = `
  select (select count(*)::int from feature where project_id = $1 and deleted_at is null) as features,
    (select count(*)::int from segment where project_id = $1 and deleted_at is null) as segments`;
