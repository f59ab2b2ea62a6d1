import { Injectable } from '@nestjs/common';
import { Float } from '#evaluation';
import { listTraits, type StoredTraits } from '#identities';
import { isDatabaseGone } from '#platform/database';
import { EnvironmentSnapshotQuery, type StateRow } from './environment-snapshot.query.js';
import type { Opened } from './environment-cache.js';
import type { FlagPiece } from './flag-piece.js';
import type { IdentityInput, IncomingTrait, TraitValue } from './identity-input.js';
import { StoredIdentityQuery } from './stored-identity.query.js';

export interface AnsweredTrait {
  readonly id: number | null;
  readonly key: string;
  readonly value: TraitValue;
  /** What the engine is told: a fraction's type must survive a whole value. */
  readonly evaluated: TraitValue | Float;
  readonly transient: boolean;
}

export interface EvaluatedFlags {
  readonly pieces: FlagPiece[];
  readonly traits: readonly AnsweredTrait[];
  /** Traits that were to be stored could not be: PostgreSQL is gone. */
  readonly notSaved: boolean;
}

/** Evaluates the flags of one identity, and stores what is to be stored of it first. */
@Injectable()
export class IdentityEvaluation {
  constructor(
    private readonly identities: StoredIdentityQuery,
    private readonly snapshots: EnvironmentSnapshotQuery,
  ) {}

  /** `GET /identities/`: makes the identity on first sight, unless it is transient, and then nothing stored counts. */
  async of(opened: Opened, identifier: string, transient: boolean): Promise<EvaluatedFlags> {
    if (transient) return this.evaluate(opened, identifier, NOTHING_STORED, []);
    const found = await this.unlessGone(() => this.load(opened, identifier, true));
    return this.evaluate(opened, identifier, found ?? NOTHING_STORED, storedTraits(found?.traits ?? {}));
  }

  /** `POST /identities/`: with what the request brings. */
  async identify(opened: Opened, input: IdentityInput): Promise<EvaluatedFlags> {
    const given = opened.side === 'server' || opened.environment.row.allowClientTraits ? input.traits : [];
    if (input.anonymous) return this.evaluate(opened, input.identifier, NOTHING_STORED, merged({}, given, true));
    const found = await this.unlessGone(() => this.load(opened, input.identifier, !input.transient));
    const traits = merged(found?.traits ?? {}, given, input.transient);
    const kept =
      opened.environment.row.persistTraitData && !input.transient ? given.filter(({ transient }) => !transient) : [];
    const saved = await this.unlessGone(() => this.save(opened, input.identifier, found?.traits ?? {}, kept));
    const evaluated = this.evaluate(opened, input.identifier, found ?? NOTHING_STORED, traits);
    return saved === undefined && kept.length > 0 ? { ...evaluated, notSaved: true } : evaluated;
  }

  /** An answer of PostgreSQL, or undefined with PostgreSQL gone: flags are evaluated with what is known then. */
  private async unlessGone<T>(ask: () => Promise<T>): Promise<T | undefined> {
    try {
      return await ask();
    } catch (error) {
      if (isDatabaseGone(error)) return undefined;
      throw error;
    }
  }

  private async load({ environment: { row } }: Opened, identifier: string, create: boolean): Promise<Stored> {
    const identity = create
      ? await this.identities.findOrCreate(row.id, identifier)
      : await this.identities.find(row.id, identifier);
    return identity ? { ...identity, overrides: await this.snapshots.overridesOf(identity.id) } : NOTHING_STORED;
  }

  private async save(
    { environment: { row } }: Opened,
    identifier: string,
    stored: StoredTraits,
    kept: readonly IncomingTrait[],
  ): Promise<true> {
    if (changes(stored, kept)) await this.identities.write(row.id, identifier, kept);
    return true;
  }

  private evaluate(
    { environment }: Opened,
    identifier: string,
    { id, overrides }: Stored,
    traits: readonly AnsweredTrait[],
  ): EvaluatedFlags {
    const key = environment.row.useCompositeKey ? `${environment.row.apiKey}_${identifier}` : String(id ?? 'None');
    const known = traits
      .filter(({ value }) => value !== null)
      .map(({ key: name, evaluated }) => [name, evaluated] as const);
    return { pieces: environment.evaluate({ identifier, key, traits: known }, overrides), traits, notSaved: false };
  }
}

/** What is stored of an identity. */
interface Stored {
  readonly id: number | null;
  readonly traits: StoredTraits;
  readonly overrides: readonly StateRow[];
}

const NOTHING_STORED: Stored = { id: null, traits: {}, overrides: [] };

/** Whether storing these would change anything. */
function changes(stored: StoredTraits, given: readonly IncomingTrait[]): boolean {
  return given.some(({ key, value }) => {
    const known = Object.hasOwn(stored, key) ? stored[key] : undefined;
    return value === null ? known !== undefined : known?.value !== value;
  });
}

function storedTraits(stored: StoredTraits): AnsweredTrait[] {
  return listTraits(stored).map(({ id, key, type, value }) => ({
    id,
    key,
    value,
    evaluated: type === 'float' && typeof value === 'number' ? new Float(value) : value,
    transient: false,
  }));
}

/** The stored traits with the given ones over them. What is new has no id yet; a null takes a trait away. */
function merged(stored: StoredTraits, given: readonly IncomingTrait[], allTransient: boolean): AnsweredTrait[] {
  const byKey = new Map(storedTraits(stored).map((trait) => [trait.key, trait]));
  for (const { key, value, transient } of given) {
    const hides = transient || allTransient;
    if (value === null && !hides) byKey.delete(key);
    else byKey.set(key, { id: byKey.get(key)?.id ?? null, key, value, evaluated: value, transient: hides });
  }
  return [...byKey.values()];
}
