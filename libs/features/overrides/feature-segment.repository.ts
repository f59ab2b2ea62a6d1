import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { In, IsNull } from 'typeorm';
import { Database, Store } from '#platform/database';
import { FeatureSegment } from './feature-segment.entity.js';

/** Where priorities are counted. */
export interface Scope {
  readonly environmentId: number;
  readonly featureId: number;
  /** Null where the environment has no versions. */
  readonly environmentFeatureVersion: string | null;
}

@Injectable()
export class FeatureSegmentRepository extends Store<FeatureSegment> {
  constructor(database: Database) {
    super(database, FeatureSegment);
  }

  byId(id: number): Promise<FeatureSegment | null> {
    return this.rows.findOne({ where: { id }, relations: { segment: true } });
  }

  async byUuid(uuid: string): Promise<FeatureSegment | null> {
    return isUUID(uuid) ? this.rows.findOne({ where: { uuid }, relations: { segment: true } }) : null;
  }

  /** As it is now; its environment keeps or does without versions until the transaction ends. */
  async held(id: number): Promise<FeatureSegment | null> {
    await this.database.query(HOLD_ENVIRONMENT, [id]);
    return this.rows.findOneBy({ id });
  }

  /** In the order of their ids. */
  byIds(ids: number[]): Promise<FeatureSegment[]> {
    return this.rows.find({ where: { id: In(ids) }, relations: { segment: true }, order: { id: 'ASC' } });
  }

  /** The strongest first. */
  inScope({ environmentId, featureId, environmentFeatureVersion: version }: Scope): Promise<FeatureSegment[]> {
    const where = { environmentId, featureId, environmentFeatureVersion: version ?? IsNull() };
    return this.rows.find({ where, relations: { segment: true }, order: { priority: 'ASC' } });
  }

  /** Where what counts now is. */
  async liveScope(environmentId: number, featureId: number): Promise<Scope> {
    const [live] = await this.database.query<{ uuid: string }>(LIVE_VERSION, [environmentId, featureId]);
    return { environmentId, featureId, environmentFeatureVersion: live?.uuid ?? null };
  }

  async overrideBy(scope: Scope, segmentId: number): Promise<FeatureSegment | undefined> {
    return (await this.inScope(scope)).find((row) => row.segmentId === segmentId);
  }

  async remove(row: FeatureSegment): Promise<void> {
    await this.rows.delete(row.id);
  }

  /** Lets nobody delete the segment until the transaction ends. False where somebody has. */
  async holdSegment(id: number): Promise<boolean> {
    return (await this.database.query(HOLD, [id])).length > 0;
  }

  /** Gives rows their places: 0, 1, 2 and so on. */
  async arrange(ids: readonly number[]): Promise<void> {
    await this.database.query(ARRANGE, [ids]);
  }

  /** Gives rows exactly these priorities, by their ids. @returns those that had another one */
  async putAt(priorities: ReadonlyMap<number, number>): Promise<number[]> {
    const moved = await this.database.query<{ id: number }>(PUT_AT, [[...priorities.keys()], [...priorities.values()]]);
    return moved.map(({ id }) => id);
  }

  /** Removes a segment's rows with their states, and closes the gaps. */
  async removeOfSegment(segmentId: number): Promise<void> {
    await this.database.query(LOCK_FEATURES, [segmentId]);
    const gone = await this.database.query<{ environmentId: number; featureId: number }>(REMOVE, [segmentId]);
    await this.database.query(CLOSE, [gone.map((scope) => scope.environmentId), gone.map((scope) => scope.featureId)]);
  }
}

const LIVE_VERSION = 'select uuid from live_feature_version where environment_id = $1 and feature_id = $2';
const HOLD_ENVIRONMENT = `
  select id from environment where id = (select environment_id from feature_segment where id = $1) for key share`;
const HOLD = 'select id from segment where id = $1 and deleted_at is null for share';
const ARRANGE = `
  update feature_segment set priority = given.place - 1
  from unnest($1::int[]) with ordinality as given (id, place)
  where feature_segment.id = given.id and feature_segment.priority <> given.place - 1`;
const PUT_AT = `
  with moved as (
    update feature_segment f set priority = given.priority
    from unnest($1::int[], $2::int[]) as given (id, priority)
    where f.id = given.id and f.priority <> given.priority returning f.id)
  select id from moved order by id`;
const LOCK_FEATURES = `
  select id from feature where id in (select feature_id from feature_segment where segment_id = $1)
  order by id for no key update`;
const REMOVE = `
  with gone as (delete from feature_segment where segment_id = $1 returning *)
  select distinct environment_id as "environmentId", feature_id as "featureId" from gone`;
const CLOSE = `
  update feature_segment f set priority = o.place
  from (
    select id, row_number() over (partition by environment_id, feature_id, environment_feature_version order by priority) - 1 as place
    from feature_segment
    where (environment_id, feature_id) in (select * from unnest($1::int[], $2::int[]))) o
  where o.id = f.id and f.priority <> o.place`;
