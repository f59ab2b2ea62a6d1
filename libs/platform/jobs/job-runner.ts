import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { InvalidSettings } from '#platform/config';
import { Database, DatabaseSettings } from '#platform/database';
import { Metrics } from '#platform/metrics';
import type { JsonObject } from '#platform/outbox';
import { JobCatalogue } from './job-catalogue.js';
import type { JobHandler } from './job.js';
import { JobsSettings } from './jobs.settings.js';
import { openOutlet, type JobWork, type Outlet } from './queue/outlet.js';
import type { TakenJob } from './queue/queued-job.js';
import { withinTime } from './time-limit.js';

/** Connections that a worker needs beside those of its jobs: for the relay, recurring work, and a breath of air. */
const OTHER_CONNECTIONS = 3;
/** How long a worker that stops tells the queue of the jobs it has done. */
const LAST_WORD_MS = 2_000;

/** Works off the queue: each job in one transaction together with the row that says it is done. */
@Injectable()
export class JobRunner implements JobWork, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Jobs');
  private readonly running = new Set<Promise<void>>();
  private outlet: Outlet | undefined;

  constructor(
    private readonly catalogue: JobCatalogue,
    private readonly database: Database,
    private readonly databaseSettings: DatabaseSettings,
    private readonly settings: JobsSettings,
    private readonly metrics: Metrics,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    this.catalogue.prove();
    const most = this.databaseSettings.poolSize - OTHER_CONNECTIONS;
    if (this.settings.concurrency > most)
      throw new InvalidSettings([
        `WORKER_CONCURRENCY must be ${Math.max(most, 1)} or less with a DATABASE_POOL_SIZE of ${this.databaseSettings.poolSize}.`,
      ]);
    this.outlet = await openOutlet(this.settings, this.databaseSettings.url, this);
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (!this.outlet) return;
    const stopped = this.outlet.stop();
    const { drainTimeout } = this.settings;
    try {
      await withinTime(drainTimeout, Promise.all(this.running), `it takes longer than ${drainTimeout} ms`);
      await withinTime(LAST_WORD_MS, stopped, 'the queue is down');
    } catch (error) {
      this.log.warn(`Not every job could be finished: ${explain(error)}. They run again later.`);
    } finally {
      await this.outlet.close();
    }
  }

  knows(name: string): boolean {
    return this.catalogue.handler(name) !== undefined;
  }

  async perform(job: TakenJob): Promise<void> {
    const run = this.attempt(job);
    const settled = run.catch(() => undefined);
    this.running.add(settled);
    try {
      await run;
    } finally {
      this.running.delete(settled);
    }
  }

  onFailure(job: TakenJob, error: Error): void {
    const { id, name, attempt, attempts } = job;
    const facts = { err: error, job: name, id, attempt };
    if (attempt < attempts) this.log.warn(facts, `${name} failed and will be tried again.`);
    else this.log.error(facts, `${name} failed and is given up.`);
  }

  private async attempt(job: TakenJob): Promise<void> {
    const handler = this.catalogue.handler(job.name);
    if (!handler) throw new Error(`No class does ${job.name}.`);
    const end = this.metrics.jobDuration.startTimer({ job: job.name });
    try {
      const outcome = await this.database.transaction(() => this.once(handler, job));
      this.metrics.jobs.inc({ job: job.name, outcome });
    } catch (error) {
      this.metrics.jobs.inc({ job: job.name, outcome: job.attempt < job.attempts ? 'failed' : 'given up' });
      throw error;
    } finally {
      end();
    }
  }

  /** Where another process does the same job right now, the insert waits for how that ends. */
  private async once(handler: JobHandler<JsonObject>, job: TakenJob): Promise<'done' | 'skipped'> {
    const { id, attempt, event } = job;
    const [first] = await this.database.query<{ id: string }>(FINISH, [id]);
    if (!first) return 'skipped';
    const { timeout } = this.settings;
    const work = handler.perform(job.payload, { id, attempt, event });
    await withinTime(timeout, work, `It took longer than ${timeout} ms.`);
    return 'done';
  }
}

const explain = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const FINISH = 'insert into finished_job (id) values ($1) on conflict do nothing returning id';
