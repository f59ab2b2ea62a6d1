import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { GoingLive } from '#features';

/** How late a scheduled change may be told of. */
const LOOK_MS = 500;

/**
 * Looks for changes whose moment has come, so that SDKs hear of them. Every api process does, so that it depends on no worker;
 * a row is told of once, by whoever takes it. Moments are PostgreSQL's: what its clock says counts, and not that of a machine.
 */
@Injectable()
export class GoingLiveClock implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(GoingLiveClock.name);
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private failing = false;
  private stopped = false;

  constructor(private readonly goingLive: GoingLive) {}

  onApplicationBootstrap(): void {
    this.wait();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private wait(): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.looking = this.look().finally(() => this.wait());
    }, LOOK_MS).unref();
  }

  private async look(): Promise<void> {
    try {
      while (!this.stopped && (await this.goingLive.announceNext())) continue;
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.log.warn({ err: error }, 'Scheduled changes are told of later; trying again.');
      this.failing = true;
    }
  }
}
