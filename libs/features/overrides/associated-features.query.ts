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
  from live_feature_state l join feature_state s on s.id = l.id
  join feature_segment fs on fs.id = s.feature_segment_id and fs.segment_id = $1
  join feature f on f.id = s.feature_id and f.deleted_at is null
  join environment e on e.id = s.environment_id and e.deleted_at is null
  where $2::int is null or l.environment_id = $2
  order by s.id`;
