import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';

/** What decides about the streams of an environment. */
export interface WatchedEnvironment {
  readonly id: number;
  readonly apiKey: string;
  /** Seconds since 1970 with microseconds, as text. */
  readonly updatedAt: string;
}

/** Looks at several environments at once, without loading what is in them. */
@Injectable()
export class WatchedEnvironmentQuery {
  constructor(private readonly database: Database) {}

  /** Those that are served; what was deleted or stopped is left out. */
  async served(ids: readonly number[]): Promise<Map<number, WatchedEnvironment>> {
    const rows = await this.database.apart<WatchedEnvironment>(SERVED, [ids]);
    return new Map(rows.map((row) => [row.id, row]));
  }
}

const SERVED = `
  select e.id, e.api_key as "apiKey", round(extract(epoch from e.updated_at), 6)::text as "updatedAt"
  from environment e join project p on p.id = e.project_id join organisation o on o.id = p.organisation_id
  where e.id = any($1) and e.deleted_at is null and p.deleted_at is null and o.deleted_at is null and not o.stop_serving_flags`;
