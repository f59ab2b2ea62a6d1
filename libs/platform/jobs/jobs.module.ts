import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { EventSink, Relay } from '#platform/outbox';
import { JobCatalogue } from './job-catalogue.js';
import { JobQueue } from './job-queue.js';
import { JobRunner } from './job-runner.js';

/** Lets jobs enqueue jobs. In a process that enqueues none, such as the api, it connects to nothing. */
@Global()
@Module({ imports: [DiscoveryModule], providers: [JobCatalogue, JobQueue], exports: [JobCatalogue, JobQueue] })
export class JobQueueModule {}

/** What a worker does: it carries events to the queue, runs jobs, and keeps recurring work going. */
@Module({
  imports: [JobQueueModule],
  providers: [JobRunner, Relay, { provide: EventSink, useExisting: JobQueue }],
})
export class JobsModule {}
