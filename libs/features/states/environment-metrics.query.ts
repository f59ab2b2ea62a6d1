import { Injectable } from '@nestjs/common';
import type { Environment } from '#environments';
import { Database } from '#platform/database';

/** How much there is in an environment, of features that are not archived. */
export interface EnvironmentCounts {
  readonly total_features: number;
  readonly enabled_features: number;
  readonly segment_overrides: number;
  readonly identity_overrides: number;
  readonly total_scheduled_changes: number;
}

@Injectable()
export class EnvironmentMetricsQuery {
  constructor(private readonly database: Database) {}

  async of({ id }: Environment): Promise<EnvironmentCounts> {
    const [counts] = await this.database.query<EnvironmentCounts>(COUNTS, [id]);
    if (!counts) throw new Error('an aggregate without a row');
    return counts;
  }
}

const COUNTS = `
  select count(*) filter (where s.feature_segment_id is null)::int as total_features,
    count(*) filter (where s.feature_segment_id is null and s.enabled)::int as enabled_features,
    count(*) filter (where s.feature_segment_id is not null)::int as segment_overrides,
    (select count(*)::int from feature_state o join feature f on f.id = o.feature_id and f.deleted_at is null and not f.is_archived
     where o.environment_id = $1 and o.identity_id is not null) as identity_overrides,
    (select count(*)::int from scheduled_change where environment_id = $1) as total_scheduled_changes
  from live_feature_state l join feature_state s on s.id = l.id
  join feature f on f.id = s.feature_id and f.deleted_at is null and not f.is_archived
  where l.environment_id = $1`;
