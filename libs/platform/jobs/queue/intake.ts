import type { JobsOptions } from 'bullmq';
import type { JobsSettings } from '../jobs.settings.js';
import { withinTime } from '../time-limit.js';
import { postgres, PREFIX, QUEUE, redis } from './connections.js';
import type { JobData, NewJob } from './queued-job.js';

/** The end of the queue that takes jobs in. */
export interface Intake {
  /** Resolves when the jobs are safe in the queue, all or none; those whose id is there already are left as they are. */
  add(jobs: readonly NewJob[]): Promise<void>;
  close(): Promise<void>;
}

const ANSWER_MS = 5_000;
const SILENCE = 'The queue does not answer.';

/**
 * Connects the intake.
 * @throws Error when the queue cannot be reached
 */
export async function openIntake(settings: JobsSettings, databaseUrl: string): Promise<Intake> {
  // BullMQ is loaded by who needs it: a process that never enqueues goes without
  const { createPostgresBackend, createRedisBackend, withBackend } = await import('bullmq');
  const defaultJobOptions = jobOptions(settings);
  const queue = settings.redisUrl
    ? new (withBackend(createRedisBackend).Queue)<JobData>(QUEUE, {
        prefix: PREFIX,
        connection: { ...redis(settings.redisUrl), maxRetriesPerRequest: 1, enableOfflineQueue: false },
        defaultJobOptions,
      })
    : new (withBackend(createPostgresBackend).Queue)<JobData>(QUEUE, {
        connection: postgres(databaseUrl, 2),
        defaultJobOptions,
      });
  queue.on('error', () => undefined); // whoever adds a job hears of it
  try {
    await withinTime(ANSWER_MS, queue.waitUntilReady(), SILENCE);
  } catch (error) {
    void queue
      .getBackend()
      .close(true)
      .catch(() => undefined);
    throw error;
  }
  return {
    async add(jobs) {
      const entries = jobs.map(({ id, name, delay, payload, event }) => ({
        name,
        data: { payload, event },
        opts: { jobId: id, delay },
      }));
      await withinTime(ANSWER_MS, queue.addBulk(entries), SILENCE);
    },
    // without a last word to the queue, which may be down
    close: () => queue.getBackend().close(true),
  };
}

function jobOptions({ attempts }: JobsSettings): JobsOptions {
  return {
    attempts,
    backoff: { type: 'doubling' },
    removeOnComplete: true,
    removeOnFail: { age: 14 * 24 * 3_600, count: 10_000 },
  };
}
