import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { RESOURCES, type UsageCounts } from './usage-counts.js';

/** Usage as it is stored: one row per flush, environment and thing counted. */
@Injectable()
export class UsageQuery {
  constructor(private readonly database: Database) {}

  /** All or nothing. Counts of environments that are gone by now are dropped. */
  async store({ requests, evaluations }: ReturnType<UsageCounts['take']>): Promise<void> {
    await this.database.transaction(async () => {
      if (requests.length > 0)
        await this.database.query(REQUESTS, [
          requests.map(({ environmentId }) => environmentId),
          requests.map(({ resource }) => RESOURCES.indexOf(resource) + 1),
          requests.map(({ count }) => count),
        ]);
      if (evaluations.length > 0)
        await this.database.query(EVALUATIONS, [
          evaluations.map(({ environmentId }) => environmentId),
          evaluations.map(({ feature }) => feature),
          evaluations.map(({ identifier }) => identifier),
          evaluations.map(({ enabled }) => enabled),
          evaluations.map(({ count }) => count),
        ]);
    });
  }
}

const REQUESTS = `
  insert into api_usage (environment_id, resource, count)
  select environment_id, resource, count from unnest($1::int[], $2::int[], $3::int[]) as counted (environment_id, resource, count)
  where exists (select from environment e where e.id = environment_id)`;
const EVALUATIONS = `
  insert into feature_evaluation (environment_id, feature_name, identity_identifier, enabled_when_evaluated, count)
  select environment_id, feature, identifier, enabled, count
  from unnest($1::int[], $2::text[], $3::text[], $4::bool[], $5::int[]) as counted (environment_id, feature, identifier, enabled, count)
  where exists (select from environment e where e.id = environment_id)`;
