import { randomUUID } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { DatabaseSettings } from '#platform/database';
import type { EventSink, JsonObject, StoredEvent } from '#platform/outbox';
import { JobCatalogue } from './job-catalogue.js';
import type { JobClass } from './job.js';
import { JobsSettings } from './jobs.settings.js';
import { openIntake, type Intake } from './queue/intake.js';
import type { NewJob } from './queue/queued-job.js';

/** Puts jobs into the queue. Connects when the first one comes. */
@Injectable()
export class JobQueue implements EventSink, OnApplicationShutdown {
  private intake: Promise<Intake> | undefined;

  constructor(
    private readonly settings: JobsSettings,
    private readonly database: DatabaseSettings,
    private readonly catalogue: JobCatalogue,
  ) {}

  /**
   * Enqueues a job from within the worker; requests publish events instead.
   * @param options.id jobs of one class with the same id are done once within a week
   * @param options.delay milliseconds before it may run
   * @throws Error when the queue cannot be reached
   */
  async enqueue<Payload extends JsonObject>(
    type: JobClass<Payload>,
    payload: Payload,
    options: { id?: string; delay?: number } = {},
  ): Promise<void> {
    const name = this.catalogue.nameOf(type);
    const { id = randomUUID(), delay } = options;
    await this.add([{ id: jobId(id, name), name, payload, delay }]);
  }

  /** One job per event and listener. */
  async take(events: readonly StoredEvent[]): Promise<void> {
    const jobs = events.flatMap(({ id, type, payload }) =>
      this.catalogue.listenersTo(type).map((name) => ({ id: jobId(id, name), name, payload, event: type })),
    );
    if (jobs.length > 0) await this.add(jobs);
  }

  async onApplicationShutdown(): Promise<void> {
    const intake = await this.intake?.catch(() => undefined);
    await intake?.close().catch(() => undefined);
  }

  private async add(jobs: readonly NewJob[]): Promise<void> {
    this.intake ??= openIntake(this.settings, this.database.url);
    const opening = this.intake;
    const intake = await opening.catch((error: unknown) => {
      if (this.intake === opening) this.intake = undefined;
      throw error;
    });
    await intake.add(jobs);
  }
}

/** BullMQ keeps colons for itself. */
const jobId = (id: string, name: string): string => `${id.replaceAll(':', '_')}-${name}`;
