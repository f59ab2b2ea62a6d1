import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import type { FeatureVersion } from './feature-version.entity.js';
import type { Content } from './version-merge.js';

/** What versions consist of: read to be compared, and copied from one to another. */
@Injectable()
export class VersionContentsRepository {
  constructor(private readonly database: Database) {}

  async of(uuid: string | null): Promise<Content[]> {
    return uuid === null ? [] : this.database.query<Content>(CONTENTS, [uuid]);
  }

  /** Copies states with their shares and places; variants go on being hashed with the same seed. */
  async copy(from: string, into: FeatureVersion, only?: readonly Content['segmentId'][]): Promise<void> {
    const segments = only ? only.filter((key) => key !== null) : null;
    const parameters = [from, into.uuid, segments, only ? only.includes(null) : true];
    await this.database.query(COPY_SEGMENTS, parameters.slice(0, 3));
    await this.database.query(COPY_STATES, parameters);
    await this.database.query(COPY_SHARES, parameters);
  }

  async drop(from: FeatureVersion, keys: readonly Content['segmentId'][]): Promise<void> {
    await this.database.query(
      `delete from feature_segment where environment_feature_version = $1 and segment_id = any($2)`,
      [from.uuid, keys.filter((key) => key !== null)],
    );
    if (keys.includes(null))
      await this.database.query(
        'delete from feature_state where environment_feature_version = $1 and feature_segment_id is null',
        [from.uuid],
      );
  }

  /** Gives the overrides of these segments their places: 0, 1, 2 and so on. */
  async arrange(version: FeatureVersion, segmentIds: readonly number[]): Promise<void> {
    await this.database.query(ARRANGE, [version.uuid, segmentIds]);
  }

  /** What variants of the live state are hashed with: its successor, made anew, goes on with it. */
  async seedOf(environmentId: number, featureId: number, segmentId: number | null): Promise<number | null> {
    const [row] = await this.database.query<{ seed: number }>(SEED, [environmentId, featureId, segmentId]);
    return row?.seed ?? null;
  }
}

const CONTENTS = `
  select r.segment_id as "segmentId", r.id as "featureSegmentId", r.priority, s.id as "stateId",
    case when s.id is not null then jsonb_build_array(s.enabled, s.type,
      case s.type when 'int' then to_jsonb(s.integer_value) when 'bool' then to_jsonb(s.boolean_value) else to_jsonb(s.string_value) end,
      (select jsonb_agg(jsonb_build_array(v.multivariate_feature_option_id, v.percentage_allocation)
         order by v.multivariate_feature_option_id)
       from multivariate_feature_state_value v where v.feature_state_id = s.id and v.percentage_allocation > 0))::text
    end as fingerprint
  from (select * from feature_segment where environment_feature_version = $1) r
  full join (select * from feature_state where environment_feature_version = $1) s on s.feature_segment_id = r.id
  order by r.priority nulls first`;

const COPY_SEGMENTS = `
  insert into feature_segment (feature_id, segment_id, environment_id, priority, environment_feature_version)
  select feature_id, segment_id, environment_id, priority, $2::uuid from feature_segment
  where environment_feature_version = $1 and ($3::int[] is null or segment_id = any($3)) order by priority`;
/** Each state \`s\` that is asked for, with the row \`n\` that its copy belongs to. */
const CHOSEN = `
  left join feature_segment o on o.id = s.feature_segment_id
  left join feature_segment n on n.environment_feature_version = $2 and n.segment_id = o.segment_id
  where s.environment_feature_version = $1 and case when o.id is null then $4::boolean else $3::int[] is null or o.segment_id = any($3) end`;
const COPY_STATES = `
  insert into feature_state (feature_id, environment_id, feature_segment_id, enabled, type, string_value, integer_value,
    boolean_value, version, live_from, mv_hashing_salt, environment_feature_version)
  select s.feature_id, s.environment_id, n.id, s.enabled, s.type, s.string_value, s.integer_value, s.boolean_value, null, null,
    coalesce(s.mv_hashing_salt, s.id), $2::uuid
  from feature_state s ${CHOSEN} order by s.id`;
const COPY_SHARES = `
  insert into multivariate_feature_state_value (feature_state_id, multivariate_feature_option_id, percentage_allocation)
  select c.id, v.multivariate_feature_option_id, v.percentage_allocation
  from multivariate_feature_state_value v join (
    select s.id as original, n.id as row from feature_state s ${CHOSEN}) s on s.original = v.feature_state_id
  join feature_state c on c.environment_feature_version = $2 and c.feature_segment_id is not distinct from s.row
  order by v.id`;
const ARRANGE = `
  update feature_segment r set priority = given.place - 1
  from unnest($2::int[]) with ordinality as given (segment_id, place)
  where r.environment_feature_version = $1 and r.segment_id = given.segment_id and r.priority <> given.place - 1`;
const SEED = `
  select coalesce(s.mv_hashing_salt, s.id) as seed
  from live_feature_state l join feature_state s on s.id = l.id left join feature_segment r on r.id = s.feature_segment_id
  where l.environment_id = $1 and l.feature_id = $2 and r.segment_id is not distinct from $3`;
