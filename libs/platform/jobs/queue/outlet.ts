import { Logger } from '@nestjs/common';
import type { IQueueBackend, Job, JobProgress, Worker, WorkerOptions } from 'bullmq';
import { backoff } from '../backoff.js';
import type { JobsSettings } from '../jobs.settings.js';
import { Outage } from '../outage.js';
import { postgres, PREFIX, QUEUE, redis } from './connections.js';
import type { JobData, TakenJob } from './queued-job.js';

/** The end of the queue that hands jobs out. */
export interface Outlet {
  /** Takes no more jobs. Resolves when those that run have ended and the queue knows; while it is down, never. */
  stop(): Promise<void>;
  /** Lets go of everything at once. */
  close(): Promise<void>;
}

/** What is done with the jobs that the queue hands out. */
export interface JobWork {
  /** Whether this process can do jobs of that name. */
  knows(name: string): boolean;
  perform(job: TakenJob): Promise<void>;
  onFailure(job: TakenJob, error: Error): void;
}

type Taken = Job<JobData, void>;

const PAUSE_MS = 1_000;
const POSTPONE_MS = 30_000;
/** A job of which nobody has heard for so long is taken up by another process. */
const STALLED_MS = 10_000;
/** How long a job that nobody knows waits for a process that does, while a new version is being rolled out. */
const UNKNOWN_MS = 24 * 3_600_000;

/** Begins to work off jobs. Resolves at once where the queue is Redis, which may come up later. */
export async function openOutlet(settings: JobsSettings, databaseUrl: string, work: JobWork): Promise<Outlet> {
  const { createPostgresBackend, createRedisBackend, DelayedError, UnrecoverableError, withBackend } =
    await import('bullmq');
  const process = async (job: Taken, token?: string): Promise<void> => {
    if (work.knows(job.name)) return work.perform(takenJob(job, job.attemptsMade + 1));
    if (Date.now() - job.timestamp > UNKNOWN_MS) throw new UnrecoverableError(`No class does ${job.name}.`);
    await job.moveToDelayed(Date.now() + POSTPONE_MS, token);
    throw new DelayedError();
  };
  const options = workerOptions(settings);
  if (settings.redisUrl) {
    const connection = { ...redis(settings.redisUrl), maxRetriesPerRequest: null };
    const { Worker } = withBackend(createRedisBackend);
    return outletOf(new Worker<JobData, void>(QUEUE, process, { ...options, prefix: PREFIX, connection }), work);
  }
  const { Worker } = withBackend(createPostgresBackend);
  const worker = new Worker<JobData, void>(QUEUE, process, { ...options, connection: postgres(databaseUrl, 4) });
  await worker.waitUntilReady();
  return outletOf(worker, work);
}

function workerOptions(settings: JobsSettings): Omit<WorkerOptions, 'connection'> {
  return {
    concurrency: settings.concurrency,
    maxStalledCount: settings.attempts,
    lockDuration: STALLED_MS,
    stalledInterval: STALLED_MS,
    runRetryDelay: PAUSE_MS,
    settings: { backoffStrategy: (failures) => backoff(failures, settings.backoff) },
  };
}

function outletOf<Backend extends IQueueBackend, Connection>(
  worker: Worker<JobData, void, string, Backend, JobProgress, Connection>,
  work: JobWork,
): Outlet {
  const outage = new Outage(new Logger('Jobs'), 'The queue');
  let resting: NodeJS.Timeout | undefined;
  let stopped = false;
  worker.on('error', (error) => {
    outage.report(error);
    if (resting || stopped) return;
    // BullMQ asks again at once when asking failed, which keeps a processor busy for as long as the outage lasts
    void worker.pause(true);
    resting = setTimeout(() => {
      resting = undefined;
      if (!stopped) void worker.resume();
    }, PAUSE_MS).unref();
  });
  worker.on('failed', (job, error) => {
    if (job) work.onFailure(takenJob(job, job.attemptsMade), error);
  });
  return {
    stop() {
      stopped = true;
      return worker.pause();
    },
    // by force: BullMQ's other way waits for a Redis that is away
    close: () => worker.close(true),
  };
}

function takenJob(job: Taken, attempt: number): TakenJob {
  const { payload, event } = job.data;
  return {
    id: job.id ?? '',
    name: job.name,
    payload,
    event,
    attempt,
    attempts: job.opts.attempts ?? 1,
  };
}
