import { Injectable } from '@nestjs/common';
import { Float, type EvaluatedIdentity } from '#evaluation';
import { listTraits, traitType, type StoredTraits } from '#identities';
import { isDatabaseGone } from '#platform/database';
import type { Opened } from './environment-cache.js';
import type { FlagPiece } from './flag-piece.js';
import { IdentityCache, type KnownIdentity } from './identity-cache.js';
import type { IdentityInput } from './identity-input.js';
import type { IncomingTrait, TraitValue } from './incoming-trait.js';

export interface AnsweredTrait {
  readonly id: number | null;
  readonly key: string;
  readonly value: TraitValue;
  readonly transient: boolean;
}

export interface EvaluatedFlags {
  /** Whom they are for, as the engine was told. */
  readonly identity: EvaluatedIdentity;
  readonly pieces: FlagPiece[];
  readonly traits: readonly AnsweredTrait[];
  /** Traits that were to be stored could not be: PostgreSQL is gone. */
  readonly notSaved: boolean;
}

/** Evaluates the flags of one identity, and stores what is to be stored of it first. */
@Injectable()
export class IdentityEvaluation {
  constructor(private readonly identities: IdentityCache) {}

  /** `GET /identities/`: makes the identity on first sight, unless it is transient, and then nothing stored counts. */
  async of(opened: Opened, identifier: string, transient: boolean): Promise<EvaluatedFlags> {
    if (transient) return evaluate(opened, identifier, undefined, []);
    const known =
      this.identities.peek(opened, identifier) ?? (await unlessGone(() => this.findOrMake(opened, identifier)));
    return evaluate(opened, identifier, known, storedTraits(known?.traits ?? {}));
  }

  /** `POST /identities/`: with what the request brings. */
  async identify(opened: Opened, input: IdentityInput): Promise<EvaluatedFlags> {
    const { row } = opened.environment;
    const { identifier, transient } = input;
    const given = opened.side === 'server' || row.allowClientTraits ? input.traits : [];
    if (input.anonymous) return evaluate(opened, identifier, undefined, merged({}, given, true));
    const find = (): Promise<KnownIdentity | undefined> => this.identities.find(opened, identifier);
    const before = this.identities.peek(opened, identifier) ?? (await unlessGone(find));
    const kept = row.persistTraitData && !transient ? given.filter((trait) => !trait.transient) : [];
    const toWrite = !transient && (!before || changes(before.traits, kept));
    const saved = toWrite ? await unlessGone(() => this.identities.save(opened, identifier, before, kept)) : before;
    // upstream: observed: the traits of a new identity have their ids, new ones of a known identity have none yet
    const traits = merged((before ?? saved)?.traits ?? {}, given, transient);
    const evaluated = evaluate(opened, identifier, saved ?? before, traits);
    return toWrite && !saved && kept.length > 0 ? { ...evaluated, notSaved: true } : evaluated;
  }

  private async findOrMake(opened: Opened, identifier: string): Promise<KnownIdentity> {
    return (await this.identities.find(opened, identifier)) ?? this.identities.save(opened, identifier, undefined, []);
  }
}

/** An answer of PostgreSQL, or undefined with PostgreSQL gone: flags are evaluated with what is known then. */
async function unlessGone<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isDatabaseGone(error)) return undefined;
    throw error;
  }
}

function evaluate(
  { environment }: Opened,
  identifier: string,
  stored: KnownIdentity | undefined,
  traits: readonly AnsweredTrait[],
): EvaluatedFlags {
  const key = environment.row.useCompositeKey
    ? `${environment.row.apiKey}_${identifier}`
    : String(stored?.id ?? 'None');
  const known = traits.filter(({ value }) => value !== null).map(({ key: name, value }) => [name, value] as const);
  const identity = { identifier, key, traits: known };
  const pieces = environment.evaluate(identity, stored?.overrides ?? []);
  return { identity, pieces, traits, notSaved: false };
}

/** Whether storing these would change anything: 4.0 is another trait than 4. */
function changes(stored: StoredTraits, given: readonly IncomingTrait[]): boolean {
  return given.some(({ key, value }) => {
    const known = Object.hasOwn(stored, key) ? stored[key] : undefined;
    if (value === null) return known !== undefined;
    const plain = value instanceof Float ? value.value : value;
    return known?.value !== plain || (typeof plain === 'number' && known.type !== traitType(value));
  });
}

function storedTraits(stored: StoredTraits): AnsweredTrait[] {
  return listTraits(stored).map(({ id, key, type, value }) => ({
    id,
    key,
    value: type === 'float' && Number.isInteger(value) ? new Float(Number(value)) : value,
    transient: false,
  }));
}

/** The stored traits with the given ones over them. What is new has no id yet; a null takes a trait away. */
function merged(stored: StoredTraits, given: readonly IncomingTrait[], allTransient: boolean): AnsweredTrait[] {
  const byKey = new Map(storedTraits(stored).map((trait) => [trait.key, trait]));
  for (const { key, value, transient } of given) {
    const hides = transient || allTransient;
    if (value === null && !hides) byKey.delete(key);
    else byKey.set(key, { id: byKey.get(key)?.id ?? null, key, value, transient: hides });
  }
  return [...byKey.values()];
}
