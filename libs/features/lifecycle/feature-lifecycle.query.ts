import { Injectable } from '@nestjs/common';
import type { Environment } from '#environments';
import { Database } from '#platform/database';

/** How far features are in their life, from new to what can go. */
export const LIFECYCLE_STAGES = ['new', 'live', 'stale', 'permanent', 'needs_monitoring', 'to_remove'] as const;
export type LifecycleStage = (typeof LIFECYCLE_STAGES)[number];

@Injectable()
export class FeatureLifecycleQuery {
  constructor(private readonly database: Database) {}

  /** How many features of the environment's project are in each stage, archived ones aside. */
  async counts({ id, projectId }: Environment): Promise<Record<LifecycleStage, number>> {
    const rows = await this.database.query<{ stage: LifecycleStage; count: number }>(COUNTS, [id, projectId]);
    const counts = { new: 0, live: 0, stale: 0, permanent: 0, needs_monitoring: 0, to_remove: 0 };
    for (const { stage, count } of rows) counts[stage] = count;
    return counts;
  }
}

/** From its tags, whether it is in code, and whether it was evaluated lately in the environment (upstream: §16.5). */
const COUNTS = `
  select stage, count(*)::int as count from (
    select case
      when t.permanent then 'permanent'
      when not t.stale then case when in_code then 'live' else 'new' end
      when in_code then 'stale'
      when exists (select from feature_evaluation e where e.environment_id = $1 and e.feature_name = f.name
        and e.created_at >= now() - make_interval(days => p.stale_flags_limit_days)) then 'needs_monitoring'
      else 'to_remove'
    end as stage
    from feature f join project p on p.id = f.project_id
    cross join lateral (
      select coalesce(bool_or(t.is_permanent), false) as permanent, coalesce(bool_or(t.type = 'STALE'), false) as stale
      from feature_tag l join tag t on t.id = l.tag_id where l.feature_id = f.id) t
    cross join lateral (
      select exists (select from code_reference_scan s join vcs_repository r on r.id = s.repository_id
        and r.last_scanned_at = s.found_at where s.feature_id = f.id) as in_code) c
    where f.project_id = $2 and f.deleted_at is null and not f.is_archived) stages
  group by stage`;
