import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { storedValue, type StoredTrait, type StoredTraits } from '#identities';
import { Grouped } from './grouped.js';
import { identityKey, type IdentityRef } from './identity-key.js';
import type { IncomingTrait, TraitValue } from './incoming-trait.js';
import { StoredIdentityQuery, type StoredIdentity } from './stored-identity.query.js';
import { TraitIds } from './trait-ids.js';

interface Write extends IdentityRef {
  /** Null takes a trait away. */
  readonly traits: ReadonlyMap<string, TraitValue>;
  /** What is known of the identity when the statement goes out. */
  readonly base: () => StoredIdentity | undefined;
}

/**
 * Writes traits durably before it answers, many requests by one statement. What an identity will have is put together here from
 * what is known of it, and stored as it is; only where somebody else has written meanwhile PostgreSQL merges.
 */
@Injectable()
export class IdentityWriter {
  /** What this process signs its notifications with. */
  readonly name = randomBytes(6).toString('hex');
  private readonly groups = new Grouped<Write, StoredIdentity>(
    (writes) => this.writeAll(writes),
    (first, second) => ({ ...second, traits: new Map([...first.traits, ...second.traits]) }),
  );

  constructor(
    private readonly identities: StoredIdentityQuery,
    private readonly ids: TraitIds,
  ) {}

  /** The identity with all its traits, once they are stored; it is made where it is missing. */
  write(
    identity: IdentityRef,
    traits: readonly IncomingTrait[],
    base: () => StoredIdentity | undefined,
  ): Promise<StoredIdentity> {
    const byKey = new Map(traits.map(({ key, value }) => [key, value]));
    return this.groups.ask(identityKey(identity), { ...identity, traits: byKey, base });
  }

  private async writeAll(writes: readonly Write[]): Promise<StoredIdentity[]> {
    const bases = writes.map(({ base }) => base());
    const count = writes.reduce((sum, { traits }, index) => sum + newKeys(traits, bases[index]), 0);
    const ids = await this.ids.take(count);
    const puts = writes.map(({ environmentId, identifier, traits }, index) => {
      const known = bases[index];
      return { environmentId, identifier, known, traits: withTraits(known?.traits, traits, ids) };
    });
    const stored = await this.identities.put(puts, this.name);
    const overtaken = writes.filter((write) => !stored.has(identityKey(write)));
    const merged = overtaken.length === 0 ? undefined : await this.identities.mergeApart(overtaken, this.name);
    return puts.map((put) => {
      const key = identityKey(put);
      const row = stored.get(key);
      const identity = row ? { ...row, traits: put.traits } : merged?.get(key);
      if (!identity) throw new Error('an identity was neither found nor made');
      return identity;
    });
  }
}

function newKeys(traits: Write['traits'], known: StoredIdentity | undefined): number {
  let count = 0;
  for (const [key, value] of traits) if (value !== null && !(known && Object.hasOwn(known.traits, key))) count += 1;
  return count;
}

/** A trait that is there keeps its id. */
function withTraits(known: StoredTraits = NONE, traits: Write['traits'], ids: number[]): StoredTraits {
  const whole = Object.assign<Record<string, StoredTrait>, StoredTraits>(Object.create(null), known);
  for (const [key, value] of traits) {
    if (value === null) delete whole[key];
    else whole[key] = { id: whole[key]?.id ?? ids.shift() ?? 0, ...storedValue(value) };
  }
  return whole;
}

const NONE: StoredTraits = {};
