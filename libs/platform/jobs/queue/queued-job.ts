import type { JsonObject } from '#platform/outbox';

/** A job on its way into the queue. */
export interface NewJob {
  /** Of two jobs with the same id only one is done. */
  readonly id: string;
  readonly name: string;
  readonly payload: JsonObject;
  /** The type of the event that made it. */
  readonly event?: string;
  /** Milliseconds before it may run. */
  readonly delay?: number;
}

/** One attempt of a job, as the queue hands it out. */
export interface TakenJob extends NewJob {
  /** 1 for the first. */
  readonly attempt: number;
  readonly attempts: number;
}

/** What of a job is in the queue's own `data`. */
export type JobData = Pick<NewJob, 'payload' | 'event'>;
