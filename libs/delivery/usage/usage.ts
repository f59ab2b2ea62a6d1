import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { UsageCounts } from './usage-counts.js';
import { UsageQuery } from './usage.query.js';
import { UsageSettings } from './usage.settings.js';

/** Counts what SDKs ask for and report, and writes it down now and then and at the end. */
@Injectable()
export class Usage extends UsageCounts implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger(Usage.name);
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly stored: UsageQuery,
    private readonly settings: UsageSettings,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.flush(), this.settings.flushInterval).unref();
  }

  /** Before the database goes: shutdown hooks run from the last lib to the first. */
  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** With PostgreSQL gone the counts are kept for the next time, up to their bound. */
  async flush(): Promise<void> {
    const counted = this.take();
    if (counted.requests.length === 0 && counted.evaluations.length === 0) return;
    try {
      await this.stored.store(counted);
    } catch (error) {
      this.restore(counted);
      this.log.warn({ err: error }, 'Usage could not be stored; it is kept for the next time.');
    }
  }
}
