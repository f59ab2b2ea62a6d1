import { DiscoveryService } from '@nestjs/core';

/** How often recurring work is done: every so many milliseconds, or when a crontab line says, in UTC. */
export type Schedule = { readonly every: number } | { readonly cron: string };

/** Recurring work as it was declared. */
export interface DeclaredRecurring {
  /** `Housekeeping.forgetFinishedJobs` */
  readonly name: string;
  readonly schedule: Schedule;
}

/** What `@Recurring` leaves on a method. */
export const RecurringMark = DiscoveryService.createDecorator<DeclaredRecurring>();

const declared = new Map<string, DeclaredRecurring>();

/**
 * A method of a provider that the worker calls again and again: in a transaction of its own, and in one process only however
 * many there are. A run that was missed is made up for at the next start.
 */
export function Recurring(schedule: Schedule) {
  return (target: object, method: string, descriptor: TypedPropertyDescriptor<() => Promise<void>>): void => {
    const work = { name: `${target.constructor.name}.${method}`, schedule };
    if (declared.has(work.name)) throw new Error(`There are two recurring works called ${work.name}.`);
    declared.set(work.name, work);
    RecurringMark(work)(target, method, descriptor);
  };
}

/** All recurring work whose class has been imported, by name. */
export function declaredRecurring(): DeclaredRecurring[] {
  return [...declared.values()].sort((one, other) => one.name.localeCompare(other.name));
}
