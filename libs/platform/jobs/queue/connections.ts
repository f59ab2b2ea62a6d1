import type { PostgresConnectionOptions, RedisOptions } from 'bullmq';

/** The queue's name, in whatever holds it. */
export const QUEUE = 'jobs';
/** What the queue's keys in Redis begin with. */
export const PREFIX = 'burgee';

/** The options of BullMQ's connection to PostgreSQL. */
export function postgres(url: string, most: number): PostgresConnectionOptions {
  return {
    connectionString: url,
    max: most,
    application_name: 'burgee queue',
    connectionTimeoutMillis: 5_000,
    query_timeout: 15_000,
    keepAlive: true,
  };
}

/** The options of BullMQ's connection to Redis. It comes back by itself, however long that takes. */
export function redis(url: string): RedisOptions {
  return { url, connectionName: 'burgee queue', connectTimeout: 5_000, retryStrategy };
}

const retryStrategy = (times: number): number => Math.min(100 * 2 ** times, 3_000);
