import { CronTime } from 'cron';
import type { Schedule } from './recurring.js';

/** Timers of several processes are never quite together: nine tenths of a period are one. */
const ALMOST = 0.9;

/**
 * Whether recurring work is to be done now.
 * @param last when it last began, in any process
 */
export function isDue(schedule: Schedule, last: Date, now: Date): boolean {
  if ('every' in schedule) return now.getTime() - last.getTime() >= schedule.every * ALMOST;
  const next = new CronTime(schedule.cron, 'UTC').getNextDateFrom(nearestSecond(last), 'UTC');
  return next.toMillis() <= nearestSecond(now).getTime();
}

/** A timer may fire a moment before its second. */
const nearestSecond = (date: Date): Date => new Date(Math.round(date.getTime() / 1_000) * 1_000);
