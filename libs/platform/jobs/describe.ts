import { firstSentences } from '#platform/outbox';
import { declaredJobs } from './job.js';
import { declaredRecurring, type Schedule } from './recurring.js';

/** One row of the jobs reference. */
export interface JobDescription {
  readonly name: string;
  /** What makes it run: names of events, a schedule, or nothing where other jobs enqueue it. */
  readonly on: readonly string[];
  readonly about: string;
}

/**
 * Every job and all recurring work.
 * @param sources the folder whose TSDoc tells what they do
 */
export function describeJobs(sources: string): JobDescription[] {
  const sentences = firstSentences(sources);
  const jobs = declaredJobs().map(({ name, type, on }) => ({
    name,
    on: on.map((event) => event.name),
    about: sentences.get(type.name) ?? '',
  }));
  const recurring = declaredRecurring().map(({ name, schedule }) => ({
    name,
    on: [inWords(schedule)],
    about: sentences.get(name) ?? '',
  }));
  return [...jobs, ...recurring];
}

const UNITS: readonly [number, string][] = [
  [86_400_000, 'd'],
  [3_600_000, 'h'],
  [60_000, 'm'],
  [1_000, 's'],
];

function inWords(schedule: Schedule): string {
  if ('cron' in schedule) return `cron ${schedule.cron} (UTC)`;
  const [size, unit] = UNITS.find(([size]) => schedule.every % size === 0) ?? [1, 'ms'];
  return `every ${schedule.every / size}${unit}`;
}
