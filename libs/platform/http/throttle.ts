import { Injectable } from '@nestjs/common';
import type { Rate } from '#platform/config';
import { Database } from '#platform/database';
import { Throttled } from '#platform/errors';

/** Counts in PostgreSQL, so that a limit holds across all processes. */
@Injectable()
export class Throttle {
  constructor(private readonly database: Database) {}

  /**
   * Counts one more of `what` for `whom`.
   * @throws Throttled when there were more than the rate allows in the running period
   */
  async take(what: string, whom: string, { limit, period }: Rate): Promise<void> {
    const now = Date.now();
    const window = Math.floor(now / period);
    const [row] = await this.database.source.query<{ count: number }[]>(COUNT, [
      `${what}:${whom}`,
      window,
      new Date((window + 1) * period),
    ]);
    if ((row?.count ?? 0) > limit) throw new Throttled(Math.max(1, Math.ceil(((window + 1) * period - now) / 1_000)));
  }

  /** Forgets periods that are over. */
  async forget(): Promise<void> {
    await this.database.query('delete from throttle where expires_at < now()');
  }
}

/** Beside the request's transaction on purpose: a refused attempt counts although its transaction rolls back. */
const COUNT = `
  insert into throttle (key, period, count, expires_at) values ($1, $2, 1, $3)
  on conflict (key) do update set
    count = case when throttle.period = excluded.period then throttle.count + 1 else 1 end,
    period = excluded.period, expires_at = excluded.expires_at
  returning count`;
