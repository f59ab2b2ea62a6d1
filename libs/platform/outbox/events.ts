import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { Database } from '#platform/database';
import type { DomainEvent, EventClass } from './domain-event.js';
import { markedMethods, type MarkedMethod } from './marked-methods.js';
import { WithinMark } from './within.js';

/** The channel on which PostgreSQL tells relays of new rows. */
export const OUTBOX_CHANNEL = 'outbox';

type Reaction = MarkedMethod<readonly EventClass[]>;

/** Tells the rest of the application what happened. */
@Injectable()
export class Events implements OnModuleInit {
  private readonly reactions = new Map<string, Reaction[]>();

  constructor(
    private readonly database: Database,
    private readonly discovery: DiscoveryService,
  ) {}

  onModuleInit(): void {
    for (const reaction of markedMethods(this.discovery, WithinMark)) {
      for (const { type } of reaction.mark) this.reactions.set(type, [...this.reactionsTo(type), reaction]);
    }
  }

  /**
   * Writes events to the outbox, in the transaction that is open, and runs what reacts within it. After the commit the worker
   * runs the jobs that listen.
   * @throws Error outside of a transaction
   */
  async publish(...events: readonly DomainEvent[]): Promise<void> {
    if (!this.database.inTransaction)
      throw new Error(`${events[0]?.constructor.name ?? 'An event'} was published outside of a transaction.`);
    const types = events.map(({ type }) => type);
    await this.database.query(PUBLISH, [types, events.map(({ payload }) => JSON.stringify(payload)), OUTBOX_CHANNEL]);
    for (const event of events) {
      for (const reaction of this.reactionsTo(event.type)) await reaction.call(event);
    }
  }

  /** How many events wait for a worker. */
  async waiting(): Promise<number> {
    const [row] = await this.database.query<{ count: number }>('select count(*)::integer as count from outbox_event');
    return row?.count ?? 0;
  }

  private reactionsTo(type: string): readonly Reaction[] {
    return this.reactions.get(type) ?? [];
  }
}

const PUBLISH = `
  with written as (
    insert into outbox_event (type, payload)
    select type, payload from unnest($1::text[], $2::jsonb[]) with ordinality as event (type, payload, place)
    order by place
  )
  select pg_notify($3, '')`;
