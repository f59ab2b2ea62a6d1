import { Injectable, type BeforeApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import { HttpSettings } from '#platform/http';

/** The first thing that a stopping api does: it says so, and gives load balancers the time to hear it. */
@Injectable()
export class Draining implements OnModuleDestroy, BeforeApplicationShutdown {
  private begun = false;

  constructor(private readonly settings: HttpSettings) {}

  get hasBegun(): boolean {
    return this.begun;
  }

  onModuleDestroy(): void {
    this.begun = true;
  }

  /** Before the server stops to listen. */
  async beforeApplicationShutdown(): Promise<void> {
    await sleep(this.settings.drainDelay);
  }
}
