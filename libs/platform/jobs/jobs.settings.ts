import { duration, integer, port, Setting, Settings, url } from '#platform/config';

@Settings('Worker and jobs')
export class JobsSettings {
  @Setting(
    'REDIS_URL',
    url(['redis', 'rediss'], true),
    'Redis for the queue of jobs. Without it they queue in PostgreSQL.',
  )
  readonly redisUrl?: string;

  @Setting(
    'WORKER_CONCURRENCY',
    integer(1, 400),
    'Jobs that one worker runs at once, each on a database connection: at least three less than DATABASE_POOL_SIZE.',
  )
  readonly concurrency: number = 5;

  @Setting('JOB_ATTEMPTS', integer(1, 100), 'How often a job is tried before it is given up.')
  readonly attempts: number = 10;

  @Setting('JOB_BACKOFF', duration, 'How long a failed job waits before it is tried again; twice as long each time.')
  readonly backoff: number = 2_000;

  @Setting('JOB_TIMEOUT', duration, 'How long one attempt of a job, or one run of recurring work, may take.')
  readonly timeout: number = 30_000;

  @Setting(
    'WORKER_DRAIN_TIMEOUT',
    duration,
    'How long a stopping worker lets jobs finish; the others run again elsewhere.',
  )
  readonly drainTimeout: number = 20_000;

  @Setting('WORKER_PORT', port, 'Where the worker answers /health/liveness/ and /metrics; nowhere when it is not set.')
  readonly port?: number;
}
