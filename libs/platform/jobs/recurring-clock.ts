import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { SchedulerRegistry } from '@nestjs/schedule';
import { CronJob } from 'cron';
import { Metrics } from '#platform/metrics';
import { markedMethods, type MarkedMethod } from '#platform/outbox';
import { Outage } from './outage.js';
import { RecurringMark, type DeclaredRecurring } from './recurring.js';
import { RecurringWork } from './recurring-work.js';

type Method = MarkedMethod<DeclaredRecurring>;

/** Looks at each piece of recurring work at the start and whenever its time has come. */
@Injectable()
export class RecurringClock implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger('Recurring');
  private readonly outage = new Outage(this.log, 'Recurring work');
  private readonly running = new Map<string, Promise<void>>();
  private stopped = false;

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly timers: SchedulerRegistry,
    private readonly work: RecurringWork,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    for (const method of markedMethods(this.discovery, RecurringMark)) this.schedule(method);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.running.values());
  }

  private schedule(method: Method): void {
    const { name, schedule } = method.mark;
    const look = (): void => this.look(method);
    if ('every' in schedule) this.timers.addInterval(name, setInterval(look, schedule.every));
    else {
      const job = CronJob.from({ cronTime: schedule.cron, onTick: look, timeZone: 'UTC', start: true });
      this.timers.addCronJob(name, job);
    }
    look();
  }

  private look(method: Method): void {
    const { name } = method.mark;
    if (this.stopped || this.running.has(name)) return;
    this.running.set(
      name,
      this.run(method).finally(() => this.running.delete(name)),
    );
  }

  private async run({ mark, call }: Method): Promise<void> {
    const { name } = mark;
    const begun = performance.now();
    try {
      const outcome = await this.work.attempt(mark, call);
      if (outcome === 'not due' || outcome === 'elsewhere') return;
      this.metrics.jobs.inc({ job: name, outcome: outcome === 'done' ? 'done' : 'failed' });
      this.metrics.jobDuration.observe({ job: name }, (performance.now() - begun) / 1_000);
      if (outcome !== 'done') this.log.error({ err: outcome.error, job: name }, `${name} failed.`);
    } catch (error) {
      this.outage.report(error);
    }
  }
}
