import { Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, Notifications } from '#platform/database';
import { Metrics } from '#platform/metrics';
import { knownEvents, type JsonObject } from './domain-event.js';
import { OUTBOX_CHANNEL } from './events.js';

/** An event as it waits in the outbox. */
export interface StoredEvent {
  readonly id: string;
  readonly type: string;
  readonly payload: JsonObject;
}

/** Where the relay hands events to. The jobs part provides it. */
export abstract class EventSink {
  /** Resolves when the events are safe there. May see an event twice. */
  abstract take(events: readonly StoredEvent[]): Promise<void>;
}

const BATCH = 100;
const POLL_MS = 5_000;
const LONGEST_BACKOFF_MS = 10_000;

/**
 * Carries events from the outbox to the sink, in batches that any number of relays take without getting into each other's way.
 * A row is gone only after the sink has it; while the sink is down the rows wait.
 */
@Injectable()
export class Relay implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly log = new Logger(Relay.name);
  private running: Promise<void> = Promise.resolve();
  private stopped = false;
  private failures = 0;
  private woken = false;
  private readonly strange = new Set<string>();
  private endSleep: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly notifications: Notifications,
    private readonly sink: EventSink,
    private readonly metrics: Metrics,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.notifications.listen(OUTBOX_CHANNEL, () => this.wake());
    this.notifications.onReconnect(() => this.wake());
    this.running = this.run();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    this.endSleep();
    await this.running;
  }

  private wake(): void {
    this.woken = true;
    // while the sink is down, new rows are no reason to ask it more often
    if (this.failures === 0) this.endSleep();
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      this.woken = false;
      await this.sleep(await this.round());
    }
  }

  /** Empties the outbox as far as it goes. Answers how long to wait before the next look. */
  private async round(): Promise<number> {
    try {
      while (!this.stopped && (await this.carryBatch()) === BATCH);
      await this.countWaiting();
      if (this.failures > 0) this.log.log('Events flow again.');
      this.failures = 0;
      return POLL_MS;
    } catch (error) {
      if (this.failures === 0)
        this.log.warn(`Events wait in the outbox: ${error instanceof Error ? error.message : String(error)}`);
      this.failures += 1;
      await this.countWaiting().catch(() => undefined);
      return Math.min(250 * 2 ** this.failures, LONGEST_BACKOFF_MS);
    }
  }

  private carryBatch(): Promise<number> {
    return this.database.transaction(async () => {
      const events = await this.database.query<StoredEvent>(NEXT, [knownTypes(), BATCH]);
      if (events.length === 0) return 0;
      await this.sink.take(events);
      await this.database.query('delete from outbox_event where id = any($1)', [events.map(({ id }) => id)]);
      return events.length;
    });
  }

  private async countWaiting(): Promise<void> {
    const types = await this.database.query<{ type: string; count: number }>(WAITING);
    this.metrics.outboxRows.set(types.reduce((sum, { count }) => sum + count, 0));
    const known = new Set(knownTypes());
    for (const { type } of types) {
      if (known.has(type) || this.strange.has(type)) continue;
      this.strange.add(type);
      this.log.warn(`This process has never heard of ${type}: such events wait a day for one that has.`);
    }
  }

  private async sleep(milliseconds: number): Promise<void> {
    if (this.stopped || (this.woken && this.failures === 0)) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.endSleep = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

const knownTypes = (): string[] => knownEvents().map(({ event }) => event.type);

/** What this process has never heard of may be for a newer one that is just being rolled out. */
const NEXT = `
  select id, type, payload from outbox_event
  where type = any($1) or created_at < now() - interval '1 day'
  order by position limit $2 for update skip locked`;

const WAITING = 'select type, count(*)::int as count from outbox_event group by type';
