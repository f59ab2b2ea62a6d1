import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';

/** What counts in one environment, copied into another of the same project: a statement per table, however much it is. */
@Injectable()
export class EnvironmentCopyRepository {
  constructor(private readonly database: Database) {}

  /** Copies defaults and overrides of segments, of features that the copy does not have yet. */
  async copy(sourceId: number, copyId: number): Promise<void> {
    await this.database.query(LOCK, [copyId]);
    const features = await this.database.query<{ id: number }>(FEATURES, [sourceId, copyId]);
    const parameters = [sourceId, copyId, features.map(({ id }) => id)];
    await this.database.query(VERSIONS, parameters.slice(1));
    for (const statement of [PLACES, STATES, SHARES]) await this.database.query(statement, parameters);
  }

  /** @returns whether there is an environment that was being made until now */
  async finish(copyId: number): Promise<boolean> {
    return (await this.database.query(FINISH, [copyId])).length > 0;
  }
}

/** Nobody gives it versions, or takes them, meanwhile. */
const LOCK = 'select id from environment where id = $1 for update';
const FEATURES = `
  select distinct l.feature_id as id from live_feature_state l join feature f on f.id = l.feature_id and f.deleted_at is null
  where l.environment_id = $1
    and not exists (select from feature_state s where s.environment_id = $2 and s.feature_id = l.feature_id)
    and not exists (select from feature_segment r where r.environment_id = $2 and r.feature_id = l.feature_id)`;
const VERSIONS = `
  insert into environment_feature_version (environment_id, feature_id, published_at, live_from)
  select e.id, f, clock_timestamp(), clock_timestamp()
  from environment e cross join unnest($2::int[]) f where e.id = $1 and e.use_v2_feature_versioning order by f`;

/** Each state that is copied: the place of its override, and the version that the copy belongs to. */
const COUNTING = `
  select s.*, r.segment_id, v.uuid as version_of_copy,
    case when r.id is not null then row_number() over (
      partition by s.feature_id, r.id is null order by r.priority, r.id) - 1 end as place
  from live_feature_state l join feature_state s on s.id = l.id
  left join feature_segment r on r.id = s.feature_segment_id
  left join environment_feature_version v on v.environment_id = $2 and v.feature_id = s.feature_id
  where l.environment_id = $1 and l.feature_id = any($3::int[])`;
const PLACES = `
  insert into feature_segment (feature_id, segment_id, environment_id, priority, environment_feature_version)
  select feature_id, segment_id, $2, place, version_of_copy from (${COUNTING}) s where place is not null order by feature_id, place`;
const STATES = `
  insert into feature_state (feature_id, environment_id, feature_segment_id, enabled, type, string_value, integer_value,
    boolean_value, version, live_from, mv_hashing_salt, environment_feature_version)
  select s.feature_id, $2, r.id, s.enabled, s.type, s.string_value, s.integer_value, s.boolean_value,
    case when version_of_copy is null then 1 end, case when version_of_copy is null then now() end,
    coalesce(s.mv_hashing_salt, s.id), version_of_copy
  from (${COUNTING}) s
  left join feature_segment r on r.environment_id = $2 and r.feature_id = s.feature_id and r.priority = s.place
  order by s.id`;
const SHARES = `
  insert into multivariate_feature_state_value (feature_state_id, multivariate_feature_option_id, percentage_allocation)
  select c.id, m.multivariate_feature_option_id, m.percentage_allocation
  from (${COUNTING}) s join multivariate_feature_state_value m on m.feature_state_id = s.id
  left join feature_segment r on r.environment_id = $2 and r.feature_id = s.feature_id and r.priority = s.place
  join feature_state c on c.environment_id = $2 and c.feature_id = s.feature_id and c.identity_id is null
    and c.feature_segment_id is not distinct from r.id
  order by m.id`;
const FINISH = `
  with made as (update environment set is_creating = false where id = $1 and is_creating and deleted_at is null returning id)
  select id from made`;
