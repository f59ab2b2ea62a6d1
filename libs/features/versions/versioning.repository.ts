import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';

/** Whether an environment has versions, and its rows on their way from one to the other. */
@Injectable()
export class VersioningRepository {
  constructor(private readonly database: Database) {}

  /** Whether the environment has versions. It stays so until the transaction ends. */
  async hold(environmentId: number): Promise<boolean> {
    const [row] = await this.database.query<{ versioned: boolean }>(`${VERSIONED} for key share`, [environmentId]);
    return row?.versioned ?? false;
  }

  /** The same, and nobody writes states there until the transaction ends. */
  async lock(environmentId: number): Promise<boolean> {
    const [row] = await this.database.query<{ versioned: boolean }>(`${VERSIONED} for update`, [environmentId]);
    return row?.versioned ?? false;
  }

  /** Whether something in the environment waits for its moment. */
  async hasScheduled(environmentId: number): Promise<boolean> {
    const rows = await this.database.query(SCHEDULED, [environmentId]);
    return rows.length > 0;
  }

  /** Every feature gets a version, of what counts now. */
  async enable(environmentId: number): Promise<void> {
    for (const statement of ENABLE) await this.database.query(statement, [environmentId]);
  }

  /** What counts now stays; drafts and what counted before are gone. */
  async disable(environmentId: number): Promise<void> {
    for (const statement of DISABLE) await this.database.query(statement, [environmentId]);
  }
}

const VERSIONED = 'select use_v2_feature_versioning as versioned from environment where id = $1';

const SCHEDULED = `
  select 1 from environment_feature_version
  where environment_id = $1 and published_at is not null and live_from > statement_timestamp()
  union all
  select 1 from feature_state
  where environment_id = $1 and identity_id is null and environment_feature_version is null and version is not null
    and live_from > statement_timestamp()
  limit 1`;

const ENABLE = [
  // of a segment that overrides a feature twice, only one can have counted
  `delete from feature_segment where id in (
     select id from (
       select r.id, row_number() over (
         partition by r.feature_id, r.segment_id order by s.feature_segment_id is null, r.priority) as place
       from feature_segment r left join (select distinct feature_segment_id from feature_state) s on s.feature_segment_id = r.id
       where r.environment_id = $1) ranked
     where place > 1)`,
  `update feature_segment r set priority = o.place
   from (select id, row_number() over (partition by feature_id order by priority) - 1 as place
         from feature_segment where environment_id = $1) o
   where o.id = r.id and r.priority <> o.place`,
  `insert into environment_feature_version (environment_id, feature_id, published_at, live_from)
   select e.id, f.id, clock_timestamp(), clock_timestamp()
   from environment e join feature f on f.project_id = e.project_id and f.deleted_at is null where e.id = $1 order by f.id`,
  `update feature_state s set environment_feature_version = v.uuid
   from live_feature_state l join environment_feature_version v on v.environment_id = l.environment_id and v.feature_id = l.feature_id
   where l.environment_id = $1 and s.id = l.id`,
  `update feature_segment r set environment_feature_version = v.uuid
   from environment_feature_version v where r.environment_id = $1 and v.environment_id = $1 and v.feature_id = r.feature_id`,
  `update environment set use_v2_feature_versioning = true where id = $1`,
];

const DISABLE = [
  `delete from feature_state s where s.environment_id = $1 and s.identity_id is null
     and s.id not in (select id from live_feature_state where environment_id = $1)`,
  `delete from feature_segment r where r.environment_id = $1 and r.environment_feature_version is distinct from (
     select v.uuid from live_feature_version v where v.environment_id = $1 and v.feature_id = r.feature_id)`,
  `update feature_state s set environment_feature_version = null, version = 1, live_from = v.live_from
   from environment_feature_version v where v.environment_id = $1 and s.environment_feature_version = v.uuid`,
  `update feature_segment set environment_feature_version = null where environment_id = $1`,
  `delete from environment_feature_version where environment_id = $1`,
  `update environment set use_v2_feature_versioning = false where id = $1`,
];
