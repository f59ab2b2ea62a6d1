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

/** How a stream speaks. */
export interface StreamDialect {
  /** The message that tells of a change. */
  updated(environment: WatchedEnvironment): string;
  /** One that tells of none, so that a reader has an id to come back with. */
  standing(environment: WatchedEnvironment): string;
  /** Whether a reader who has seen nothing yet is told of the last change. */
  tellsNewcomers(environment: WatchedEnvironment): boolean;
  /** What is answered instead where there are enough streams already. */
  readonly full: object;
}

/**
 * What a stream begins with: when to come back after a break, not all in the same moment, and the present date, in a message that
 * is no event yet. Its id is what a reader comes back with; one who comes back with another date has missed something, and is told.
 */
export function opening(dialect: StreamDialect, environment: WatchedEnvironment, lastSeen: string | undefined): string {
  const retry = LEAST_RETRY_MS + Math.floor(Math.random() * RETRY_SPREAD_MS);
  const missed = lastSeen === undefined ? dialect.tellsNewcomers(environment) : lastSeen !== environment.updatedAt;
  return `retry: ${retry}\n${missed ? dialect.updated(environment) : dialect.standing(environment)}`;
}

const FULL = 'Too many streams are open here. Please try again.';

/** What the SDKs of Flagsmith wait for. */
export const FLAGSMITH: StreamDialect = {
  updated: (environment) => `event: environment_updated\n${dated(environment)}`,
  standing: dated,
  tellsNewcomers: () => false,
  full: { detail: FULL },
};

/** Providers of OpenFeature look at the type in the data; those that they do not know they pass over. */
export const OFREP: StreamDialect = {
  updated: (environment) =>
    ofrepMessage(environment, { type: 'refetchEvaluation', lastModified: Math.floor(Number(environment.updatedAt)) }),
  standing: (environment) => ofrepMessage(environment, { type: 'connected' }),
  tellsNewcomers: ({ updatedAt }) => Number(updatedAt) * 1_000 > Date.now() - NEWCOMERS_GAP_MS,
  full: { errorDetails: FULL },
};

/** Providers listen only after they have their flags, and do not ask again of their own: what changed between is told. */
const NEWCOMERS_GAP_MS = 60_000;

function dated({ updatedAt }: WatchedEnvironment): string {
  return `id: ${updatedAt}\ndata: {"updated_at": ${updatedAt}}\n\n`;
}

function ofrepMessage({ updatedAt }: WatchedEnvironment, data: object): string {
  return `event: message\nid: ${updatedAt}\ndata: ${JSON.stringify(data)}\n\n`;
}
