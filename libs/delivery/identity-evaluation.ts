import { Injectable } from '@nestjs/common';
import { Float } from '#evaluation';
import { listTraits, type StoredTraits } from '#identities';
import { EnvironmentSnapshotQuery, type StateRow } from './environment-snapshot.query.js';
import type { Opened } from './environment-cache.js';
import type { FlagPiece } from './flag-piece.js';
import type { IdentityInput, IncomingTrait, TraitValue } from './identity-input.js';
import { StoredIdentityQuery, type StoredIdentity } from './stored-identity.query.js';

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
    if (transient) return this.evaluate(opened, identifier, undefined, []);
    const stored = await this.identities.findOrCreate(opened.environment.row.id, identifier);
    return this.evaluate(opened, identifier, stored, storedTraits(stored.traits));
  }

  /** `POST /identities/`: with what the request brings. */
  async identify(opened: Opened, input: IdentityInput): Promise<EvaluatedFlags> {
    const { row } = opened.environment;
    const mayStore = opened.side === 'server' || row.allowClientTraits;
    const given = mayStore ? input.traits : [];
    if (input.anonymous) return this.evaluate(opened, input.identifier, undefined, merged({}, given, true));
    if (input.transient) {
      const stored = await this.identities.find(row.id, input.identifier);
      return this.evaluate(opened, input.identifier, stored, merged(stored?.traits ?? {}, given, true));
    }
    const kept = row.persistTraitData ? given.filter(({ transient }) => !transient) : [];
    const before = await this.identities.findOrCreate(row.id, input.identifier);
    if (changes(before.traits, kept)) await this.identities.write(row.id, input.identifier, kept);
    return this.evaluate(opened, input.identifier, before, merged(before.traits, given, false));
  }

  private async evaluate(
    { environment }: Opened,
    identifier: string,
    stored: StoredIdentity | undefined,
    traits: readonly AnsweredTrait[],
  ): Promise<EvaluatedFlags> {
    const overrides: StateRow[] = stored ? await this.snapshots.overridesOf(stored.id) : [];
    const key = environment.row.useCompositeKey
      ? `${environment.row.apiKey}_${identifier}`
      : String(stored?.id ?? 'None');
    const known = traits
      .filter(({ value }) => value !== null)
      .map(({ key: name, evaluated }) => [name, evaluated] as const);
    return { pieces: environment.evaluate({ identifier, key, traits: known }, overrides), traits };
  }
}

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
