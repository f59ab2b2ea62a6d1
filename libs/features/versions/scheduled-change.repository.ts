import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import type { FeatureVersion } from './feature-version.entity.js';

/** Something that begins to count at a moment: a version, or in an environment without versions a state. */
export interface ScheduledChange {
  readonly id: number;
  readonly featureId: number;
  readonly versionUuid: string | null;
  readonly stateId: number | null;
}

/** What will go live. A row is gone when everybody has been told. */
@Injectable()
export class ScheduledChangeRepository {
  constructor(private readonly database: Database) {}

  async add({ uuid }: FeatureVersion): Promise<void> {
    await this.database.query(ADD, [uuid]);
  }

  /** The first one whose moment has come. */
  async due(): Promise<ScheduledChange | undefined> {
    const [row] = await this.database.query<ScheduledChange>(DUE);
    return row;
  }

  /** False where somebody else has. */
  async take(id: number): Promise<boolean> {
    const taken = await this.database.query<{ id: number }>(TAKE, [id]);
    return taken.length > 0;
  }
}

const ADD = `
  insert into scheduled_change (live_from, environment_id, feature_id, environment_feature_version)
  select live_from, environment_id, feature_id, uuid from environment_feature_version where uuid = $1`;
const DUE = `
  select id, feature_id as "featureId", environment_feature_version as "versionUuid", feature_state_id as "stateId"
  from scheduled_change where live_from <= statement_timestamp() order by live_from, id limit 1`;
const TAKE = 'with taken as (delete from scheduled_change where id = $1 returning id) select id from taken';
