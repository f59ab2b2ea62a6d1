import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { isDue } from './due.js';
import { JobsSettings } from './jobs.settings.js';
import type { DeclaredRecurring } from './recurring.js';
import { withinTime } from './time-limit.js';

/** How a look at recurring work ended; `elsewhere` means that another process does it right now. */
export type RecurringOutcome = 'done' | 'not due' | 'elsewhere' | { readonly error: unknown };

/** Does one piece of recurring work if it is due and nobody else is at it. */
@Injectable()
export class RecurringWork {
  constructor(
    private readonly database: Database,
    private readonly settings: JobsSettings,
  ) {}

  /** Everything is one transaction: the lock, the look, the work and its record. A failed work takes only itself back. */
  attempt({ name, schedule }: DeclaredRecurring, work: () => Promise<void>): Promise<RecurringOutcome> {
    return this.database.transaction(async () => {
      const [lock] = await this.database.query<{ held: boolean }>(LOCK, [name]);
      if (!lock?.held) return 'elsewhere';
      const started = new Date();
      const [last] = await this.database.query<{ startedAt: Date }>(LAST, [name]);
      if (!last && 'cron' in schedule) {
        // the first time that anybody hears of it: its time is yet to come
        await this.record(name, started, undefined);
        return 'not due';
      }
      if (last && !isDue(schedule, last.startedAt, started)) return 'not due';
      const outcome = await this.takingBack(work);
      await this.record(name, started, outcome);
      return outcome ?? 'done';
    });
  }

  private async takingBack(work: () => Promise<void>): Promise<{ error: unknown } | undefined> {
    const { timeout } = this.settings;
    await this.database.query('savepoint recurring');
    try {
      await withinTime(timeout, work(), `It took longer than ${timeout} ms.`);
      return undefined;
    } catch (error) {
      await this.database.query('rollback to savepoint recurring');
      return { error };
    }
  }

  private async record(name: string, started: Date, failure: { error: unknown } | undefined): Promise<void> {
    const error = failure && (failure.error instanceof Error ? failure.error.message : String(failure.error));
    await this.database.query(RECORD, [name, started, new Date(), error]);
  }
}

const LOCK = `select pg_try_advisory_xact_lock(hashtext('recurring'), hashtext($1)) as held`;

const LAST = 'select started_at as "startedAt" from recurring_job where name = $1';

const RECORD = `
  insert into recurring_job (name, started_at, finished_at, error) values ($1, $2, $3, $4)
  on conflict (name) do update set
    started_at = excluded.started_at, finished_at = excluded.finished_at, error = excluded.error`;
