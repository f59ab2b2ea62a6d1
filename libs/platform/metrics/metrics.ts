import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The Prometheus metrics of this process. Names begin with `flagsmith_` where a dashboard for Flagsmith knows them. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly httpRequests = new Counter({
    name: 'flagsmith_http_server_requests_total',
    help: 'HTTP requests answered.',
    labelNames: ['route', 'method', 'response_status'] as const,
    registers: [this.registry],
  });

  readonly httpDuration = new Histogram({
    name: 'flagsmith_http_server_request_duration_seconds',
    help: 'How long answering an HTTP request took.',
    labelNames: ['route', 'method', 'response_status'] as const,
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  readonly jobs = new Counter({
    name: 'burgee_jobs_total',
    help: 'Jobs that were worked off, by their outcome.',
    labelNames: ['job', 'outcome'] as const,
    registers: [this.registry],
  });

  readonly jobDuration = new Histogram({
    name: 'burgee_job_duration_seconds',
    help: 'How long a job took.',
    labelNames: ['job'] as const,
    buckets: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60],
    registers: [this.registry],
  });

  readonly outboxRows = new Gauge({
    name: 'burgee_outbox_rows',
    help: 'Events that wait in the outbox for the queue.',
    registers: [this.registry],
  });

  private readonly steps: (() => void)[] = [];

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Runs `step` before metrics are told, for what is counted elsewhere. */
  beforeTelling(step: () => void): void {
    this.steps.push(step);
  }

  /** All metrics in the text format of Prometheus. */
  text(): Promise<string> {
    for (const step of this.steps) step();
    return this.registry.metrics();
  }
}
