import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';

/** A state that a segment gives a feature in an environment. */
export interface AssociatedFeature {
  id: number;
  feature: number;
  environment: number;
}

/** Where a segment is used now: in all environments, or in one. */
@Injectable()
export class AssociatedFeaturesQuery {
  constructor(private readonly database: Database) {}

  of(segmentId: number, environmentId: number | undefined): Promise<AssociatedFeature[]> {
    return this.database.query<AssociatedFeature>(USES, [segmentId, environmentId ?? null]);
  }
}

const USES = `
  select s.id, s.feature_id as feature, s.environment_id as environment
  from feature_segment fs join feature_state s on s.feature_segment_id = fs.id
  -- "offset 0": state by state, or all environments there are would be looked through
  join lateral (
    select id from live_feature_state where environment_id = s.environment_id and feature_id = s.feature_id offset 0
  ) l on l.id = s.id
  join feature f on f.id = s.feature_id and f.deleted_at is null
  join environment e on e.id = s.environment_id and e.deleted_at is null
  where fs.segment_id = $1 and ($2::int is null or s.environment_id = $2)
  order by s.id`;
