import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { JsonObject } from '#platform/outbox';
import { declaredJobs, JobMark, type DeclaredJob, type JobClass, type JobHandler } from './job.js';

type Handler = JobHandler<JsonObject>;

/** Which job is done by which provider, and which jobs an event makes. */
@Injectable()
export class JobCatalogue implements OnModuleInit {
  private readonly handlers = new Map<string, Handler>();
  private readonly listeners = new Map<string, string[]>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders({ metadataKey: JobMark.KEY })) {
      const job = this.discovery.getMetadataByDecorator(JobMark, wrapper);
      const handler: unknown = wrapper.instance;
      if (job && isHandler(handler, job)) this.add(job, handler);
    }
  }

  /** @throws Error when a job that was imported cannot be done by this process */
  prove(): void {
    const lost = declaredJobs().filter(({ name }) => !this.handlers.has(name));
    if (lost.length > 0)
      throw new Error(`No module of this process provides ${lost.map(({ name }) => name).join(', ')}.`);
  }

  handler(name: string): Handler | undefined {
    return this.handlers.get(name);
  }

  /** The names of the jobs that an event makes. */
  listenersTo(eventType: string): readonly string[] {
    return this.listeners.get(eventType) ?? [];
  }

  nameOf(type: JobClass): string {
    const job = declaredJobs().find((one) => one.type === type);
    if (!job) throw new Error(`${type.name} is not a @Job.`);
    return job.name;
  }

  private add(job: DeclaredJob, handler: Handler): void {
    if (this.handlers.has(job.name)) throw new Error(`Two modules provide ${job.name}.`);
    this.handlers.set(job.name, handler);
    for (const { type } of job.on) this.listeners.set(type, [...(this.listeners.get(type) ?? []), job.name]);
  }
}

const isHandler = (instance: unknown, { type }: DeclaredJob): instance is Handler => instance instanceof type;
