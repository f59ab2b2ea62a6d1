import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isDatabaseGone } from '#platform/database';
import type { IncomingTrait, TraitValue } from './incoming-trait.js';
import { StoredIdentityQuery, type StoredIdentity } from './stored-identity.query.js';

/** Statements under way at once: the second gathers what comes while the first is at work. */
const STATEMENTS = 2;
const LARGEST_GROUP = 256;

interface Waiting {
  readonly environmentId: number;
  readonly identifier: string;
  readonly traits: Map<string, TraitValue>;
  readonly waiters: { resolve(identity: StoredIdentity): void; reject(error: unknown): void }[];
}

/**
 * Writes traits durably before it answers, and groups: while a statement is under way, requests gather for the next one, which
 * writes all of them at once.
 */
@Injectable()
export class IdentityWriter {
  /** What this process signs its notifications with. */
  readonly name = randomBytes(6).toString('hex');
  private waiting = new Map<string, Waiting>();
  /** Those whose statement is under way. Another write of the same one waits, so that answers come in the order of commits. */
  private readonly underWay = new Set<string>();
  private running = 0;

  constructor(private readonly identities: StoredIdentityQuery) {}

  /** The identity with all its traits, once they are stored. */
  write(environmentId: number, identifier: string, traits: readonly IncomingTrait[]): Promise<StoredIdentity> {
    const key = `${environmentId}:${identifier}`;
    let group = this.waiting.get(key);
    if (!group) this.waiting.set(key, (group = { environmentId, identifier, traits: new Map(), waiters: [] }));
    for (const trait of traits) group.traits.set(trait.key, trait.value);
    const { waiters } = group;
    return new Promise((resolve, reject) => {
      waiters.push({ resolve, reject });
      this.start();
    });
  }

  private start(): void {
    if (this.running >= STATEMENTS || !this.free().next().value) return;
    this.running += 1;
    // what arrives in the same turn of the loop goes along
    setImmediate(() => void this.run());
  }

  private async run(): Promise<void> {
    const group = this.takeGroup();
    try {
      if (group.size > 0) await this.writeGroup(group);
    } finally {
      for (const key of group.keys()) this.underWay.delete(key);
      this.running -= 1;
      this.start();
    }
  }

  private takeGroup(): Map<string, Waiting> {
    const group = new Map<string, Waiting>();
    for (const [key, one] of this.free()) {
      if (group.size >= LARGEST_GROUP) break;
      group.set(key, one);
    }
    for (const key of group.keys()) {
      this.waiting.delete(key);
      this.underWay.add(key);
    }
    return group;
  }

  /** Those that may be written now. */
  private *free(): Generator<[string, Waiting], undefined> {
    for (const entry of this.waiting) if (!this.underWay.has(entry[0])) yield entry;
    return undefined;
  }

  private async writeGroup(group: Map<string, Waiting>): Promise<void> {
    try {
      const written = await this.identities.write([...group.values()], this.name);
      const byKey = new Map(written.map((identity) => [identity.key, identity]));
      for (const [key, { waiters }] of group) {
        const identity = byKey.get(key);
        for (const waiter of waiters) {
          if (identity) waiter.resolve(identity);
          else waiter.reject(new Error('an identity was neither found nor made'));
        }
      }
    } catch (error) {
      if (group.size > 1 && !isDatabaseGone(error)) return this.writeApart(group);
      for (const { waiters } of group.values()) for (const waiter of waiters) waiter.reject(error);
    }
  }

  /** One that PostgreSQL refuses shall not take the others with it. */
  private async writeApart(group: Map<string, Waiting>): Promise<void> {
    for (const [key, one] of group) await this.writeGroup(new Map([[key, one]]));
  }
}
