import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Throttle } from '#platform/http';
import { Recurring } from './recurring.js';

const HOUR = 3_600_000;

/** Throws away what the platform itself has no use for any more. */
@Injectable()
export class Housekeeping {
  constructor(
    private readonly database: Database,
    private readonly throttle: Throttle,
  ) {}

  /** A job is remembered as done for a week: longer than any queue would hand it out again. */
  @Recurring({ every: HOUR })
  async forgetFinishedJobs(): Promise<void> {
    await this.database.query(`delete from finished_job where finished_at < now() - interval '7 days'`);
  }

  /** Throttled periods that are over count no more. */
  @Recurring({ every: HOUR })
  async forgetThrottledPeriods(): Promise<void> {
    await this.throttle.forget();
  }
}
