import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { Throttle } from '#platform/http';
import { EventSink, Relay } from '#platform/outbox';
import { Housekeeping } from './housekeeping.js';
import { JobCatalogue } from './job-catalogue.js';
import { JobQueue } from './job-queue.js';
import { JobRunner } from './job-runner.js';
import { RecurringClock } from './recurring-clock.js';
import { RecurringWork } from './recurring-work.js';

/** Lets jobs enqueue jobs. In a process that enqueues none, such as the api, it connects to nothing. */
@Global()
@Module({ imports: [DiscoveryModule], providers: [JobCatalogue, JobQueue], exports: [JobCatalogue, JobQueue] })
export class JobQueueModule {}

/** What a worker does: it carries events to the queue, runs jobs, and keeps recurring work going. */
@Module({
  imports: [JobQueueModule, DiscoveryModule, ScheduleModule.forRoot()],
  providers: [
    Housekeeping,
    JobRunner,
    RecurringClock,
    RecurringWork,
    Relay,
    Throttle,
    { provide: EventSink, useExisting: JobQueue },
  ],
})
export class JobsModule {}
