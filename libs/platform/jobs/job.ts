import { DiscoveryService } from '@nestjs/core';
import { expectEvents, type EventClass, type JsonObject } from '#platform/outbox';

/** What a job knows of the attempt it is. */
export interface JobRun {
  /** The same for each attempt, so that the outside world can tell them from each other. */
  readonly id: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** The type of the event that the job reacts to. */
  readonly event?: string;
}

/** One piece of work after the request: it runs in a transaction of its own, again when it throws, and is done once. */
export interface JobHandler<Payload extends JsonObject = never> {
  readonly perform: (payload: Payload, run: JobRun) => Promise<void>;
}

export type JobClass<Payload extends JsonObject = never> = new (...dependencies: never[]) => JobHandler<Payload>;

/** A class of jobs as it was declared. */
export interface DeclaredJob {
  readonly name: string;
  readonly type: JobClass;
  readonly on: readonly EventClass[];
}

/** What `@Job` leaves on a class. */
export const JobMark = DiscoveryService.createDecorator<DeclaredJob>();

const declared = new Map<string, DeclaredJob>();

/**
 * Marks a class of jobs, run by the worker: once for each event of those it listens to, or when it is enqueued.
 * @param options.name when the class was renamed and jobs of the old name may still wait
 */
export function Job<const Events extends readonly EventClass[] = []>(options: { on?: Events; name?: string } = {}) {
  return (type: JobClass<InstanceType<Events[number]>['payload']>): void => {
    const { name = type.name, on = [] } = options;
    if (declared.has(name)) throw new Error(`There are two jobs called ${name}.`);
    if (!/^[A-Za-z][\w-]*$/.test(name)) throw new Error(`"${name}" cannot be the name of a job.`);
    expectEvents(name, on);
    const job = { name, type, on };
    declared.set(name, job);
    JobMark(job)(type);
  };
}

/** Every job whose class has been imported, by name. */
export function declaredJobs(): DeclaredJob[] {
  return [...declared.values()].sort((one, other) => one.name.localeCompare(other.name));
}
