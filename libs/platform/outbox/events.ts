import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { Database } from '#platform/database';
import type { DomainEvent } from './domain-event.js';
import { WithinMark } from './within.js';

/** The channel on which PostgreSQL tells relays of new rows. */
export const OUTBOX_CHANNEL = 'outbox';

interface Reaction {
  /** `FeatureStates.createForNewFeature` */
  readonly name: string;
  run(event: DomainEvent): Promise<void>;
}

/** Tells the rest of the application what happened. */
@Injectable()
export class Events implements OnModuleInit {
  private readonly reactions = new Map<string, Reaction[]>();

  constructor(
    private readonly database: Database,
    private readonly discovery: DiscoveryService,
    private readonly methods: MetadataScanner,
  ) {}

  onModuleInit(): void {
    for (const wrapper of this.discovery.getProviders()) {
      const instance: unknown = wrapper.instance;
      if (typeof instance !== 'object' || instance === null || wrapper.isAlias) continue;
      for (const method of this.methods.getAllMethodNames(Object.getPrototypeOf(instance))) {
        for (const { type } of this.discovery.getMetadataByDecorator(WithinMark, wrapper, method) ?? [])
          this.add(type, reactionOf(instance, method));
      }
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
      for (const reaction of this.reactions.get(event.type) ?? []) await reaction.run(event);
    }
  }

  /** Who reacts within the transaction, in order. */
  reactionsTo(type: string): string[] {
    return (this.reactions.get(type) ?? []).map(({ name }) => name);
  }

  private add(type: string, reaction: Reaction): void {
    const others = this.reactions.get(type);
    if (others) others.push(reaction);
    else this.reactions.set(type, [reaction]);
  }
}

function reactionOf(instance: object, method: string): Reaction {
  return {
    name: `${instance.constructor.name}.${method}`,
    async run(event) {
      const body: unknown = Reflect.get(instance, method);
      if (typeof body === 'function') await Reflect.apply(body, instance, [event]);
    },
  };
}

const PUBLISH = `
  with written as (
    insert into outbox_event (type, payload)
    select type, payload from unnest($1::text[], $2::jsonb[]) with ordinality as event (type, payload, place)
    order by place
  )
  select pg_notify($3, '')`;
