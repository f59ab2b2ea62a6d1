import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { In, IsNull, Raw } from 'typeorm';
import { Database, Store } from '#platform/database';
import type { PageRequest } from '#platform/http';
import { Segment } from './segment.entity.js';

/** Which of a project's segments a list is about. */
export interface SegmentListFilters {
  readonly search?: string | undefined;
  readonly featureSpecific: boolean;
  /** Only these. */
  readonly ids?: number[] | undefined;
}

@Injectable()
export class SegmentRepository extends Store<Segment> {
  constructor(database: Database) {
    super(database, Segment);
  }

  /** Those of these ids that the project has. */
  async among(projectId: number, ids: readonly number[]): Promise<number[]> {
    const found = await this.rows.find({ where: { projectId, id: In([...ids]) }, select: { id: true } });
    return found.map(({ id }) => id);
  }

  find(projectId: number, id: number): Promise<Segment | null> {
    return this.rows.findOneBy({ projectId, id });
  }

  async byUuid(uuid: string): Promise<Segment | null> {
    return isUUID(uuid) ? this.rows.findOneBy({ uuid }) : null;
  }

  /** A page of them, in the order of their ids. */
  async inProject(
    projectId: number,
    { search, featureSpecific, ids }: SegmentListFilters,
    page: PageRequest,
  ): Promise<[Segment[], number]> {
    const where = {
      projectId,
      ...(search ? { name: Raw((column) => `position(lower(:search) in lower(${column})) > 0`, { search }) } : {}),
      ...(featureSpecific ? {} : { featureId: IsNull() }),
      ...(ids ? { id: In(ids) } : {}),
    };
    return this.findPage({ where, order: { id: 'ASC' } }, page);
  }

  async remove(segment: Segment): Promise<void> {
    await this.rows.softDelete(segment.id);
  }

  /** Fresh ids for rules and conditions. */
  async ruleIds(count: number): Promise<number[]> {
    const rows = await this.database.query<{ id: number }>(RULE_IDS, [count]);
    return rows.map(({ id }) => id);
  }

  /** Whether a project has a feature of that id. */
  async hasFeature(projectId: number, featureId: number): Promise<boolean> {
    return (await this.database.query(FEATURE, [featureId, projectId])).length > 0;
  }
}

const RULE_IDS = `select nextval('segment_rule_id')::int as id from generate_series(1, $1)`;
const FEATURE = 'select id from feature where id = $1 and project_id = $2 and deleted_at is null';
