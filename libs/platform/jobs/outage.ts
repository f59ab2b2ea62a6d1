import type { Logger } from '@nestjs/common';

const AGAIN_MS = 60_000;
const OVER_MS = 10_000;

/** Keeps the log readable while something is down: says so once, then once a minute, and when no more faults come. */
export class Outage {
  private timer: NodeJS.Timeout | undefined;
  private said = 0;

  constructor(
    private readonly log: Logger,
    private readonly what: string,
  ) {}

  report(error: unknown): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.end(), OVER_MS).unref();
    if (Date.now() - this.said < AGAIN_MS) return;
    this.said = Date.now();
    this.log.warn(`${this.what} is out of order: ${reasonOf(error)}`);
  }

  private end(): void {
    this.said = 0;
    this.log.log(`${this.what} works again.`);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return reasonOf(error.errors[0]);
  return error instanceof Error ? error.message || error.name : String(error);
}
