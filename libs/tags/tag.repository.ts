import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Any } from 'typeorm';
import { Database, Store } from '#platform/database';
import type { PageRequest } from '#platform/http';
import { Tag } from './tag.entity.js';

@Injectable()
export class TagRepository extends Store<Tag> {
  constructor(database: Database) {
    super(database, Tag);
  }

  /** In the order of their ids. */
  inProject(projectId: number, page: PageRequest): Promise<[Tag[], number]> {
    return this.findPage({ where: { projectId }, order: { id: 'ASC' } }, page);
  }

  find(projectId: number, id: number): Promise<Tag | null> {
    return this.rows.findOneBy({ projectId, id });
  }

  async byUuid(projectId: number, uuid: string): Promise<Tag | null> {
    return isUUID(uuid) ? this.rows.findOneBy({ projectId, uuid }) : null;
  }

  /** Those of these ids that are tags of the project. */
  among(projectId: number, ids: readonly number[]): Promise<Tag[]> {
    return this.rows.find({ where: { projectId, id: Any(ids) }, order: { id: 'ASC' } });
  }

  /** Those of these ids that are tags of projects of the organisation. */
  async amongOrganisation(organisationId: number, ids: readonly number[]): Promise<Tag[]> {
    const found = await this.database.query<{ id: number }>(OF_ORGANISATION, [organisationId, ids]);
    return this.rows.find({ where: { id: Any(found.map(({ id }) => id)) }, order: { id: 'ASC' } });
  }

  async remove(tag: Tag): Promise<void> {
    await this.rows.delete(tag.id);
  }
}

const OF_ORGANISATION = `
  select t.id from tag t join project p on p.id = t.project_id
  where p.organisation_id = $1 and p.deleted_at is null and t.id = any($2::int[])`;
