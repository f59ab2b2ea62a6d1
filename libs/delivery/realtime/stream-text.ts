import type { WatchedEnvironment } from './watched-environment.query.js';

/** Headers of a stream; the last one is for nginx, which would gather it otherwise. */
export const EVENT_STREAM = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
};

/** A comment: readers skip it. */
export const HEARTBEAT = Buffer.from(':\n\n');

const LEAST_RETRY_MS = 1_000;
const RETRY_SPREAD_MS = 4_000;

/**
 * What a stream begins with: when to come back after a break, not all in the same moment, and the present date, in a message that
 * is no event yet. Its id is what a reader comes back with; one who comes back with another date has missed something, and is told.
 */
export function opening(environment: WatchedEnvironment, lastSeen: string | undefined): string {
  const retry = LEAST_RETRY_MS + Math.floor(Math.random() * RETRY_SPREAD_MS);
  const missed = lastSeen !== undefined && lastSeen !== '' && lastSeen !== environment.updatedAt;
  return `retry: ${retry}\n${missed ? 'event: environment_updated\n' : ''}${dated(environment)}`;
}

/** The event that SDKs wait for. */
export function updated(environment: WatchedEnvironment): Buffer {
  return Buffer.from(`event: environment_updated\n${dated(environment)}`);
}

const dated = ({ updatedAt }: WatchedEnvironment): string => `id: ${updatedAt}\ndata: {"updated_at": ${updatedAt}}\n\n`;
