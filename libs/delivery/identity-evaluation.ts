import { Injectable } from '@nestjs/common';
import { Float, type EvaluatedIdentity } from '#evaluation';
import { traitType, type StoredTraits } from '#identities';
import { isDatabaseGone, isDatabaseSlow } from '#platform/database';
import { AnsweredTraits } from './answered-traits.js';
import type { Opened } from './environment-cache.js';
import type { FlagPiece } from './flag-piece.js';
import { IdentityCache, type KnownIdentity } from './identity-cache.js';
import type { IdentityInput } from './identity-input.js';
import type { IncomingTrait } from './incoming-trait.js';

export interface EvaluatedFlags {
  /** Whom they are for, as the engine was told. */
  readonly identity: EvaluatedIdentity;
  readonly pieces: FlagPiece[];
  readonly traits: AnsweredTraits;
  /** Traits that were to be stored could not be: PostgreSQL is gone, or too slow. */
  readonly notSaved: boolean;
}

/** Evaluates the flags of one identity, and stores what is to be stored of it first. At once, where nothing has to be asked or stored. */
@Injectable()
export class IdentityEvaluation {
  constructor(private readonly identities: IdentityCache) {}

  /** `GET /identities/`: makes the identity on first sight, unless it is transient, and then nothing stored counts. */
  of(opened: Opened, identifier: string, transient: boolean): EvaluatedFlags | Promise<EvaluatedFlags> {
    if (transient) return evaluate(opened, identifier, undefined, AnsweredTraits.none);
    return this.known(opened, identifier) ?? this.ofStored(opened, identifier);
  }

  /** The same for one that is in memory. */
  known(opened: Opened, identifier: string): EvaluatedFlags | undefined {
    const known = this.identities.peek(opened, identifier);
    return known && evaluate(opened, identifier, known, known.answered);
  }

  /** `POST /identities/`: with what the request brings. */
  identify(opened: Opened, input: IdentityInput): EvaluatedFlags | Promise<EvaluatedFlags> {
    const { row } = opened.environment;
    const { identifier, transient, anonymous } = input;
    const given = opened.side === 'server' || row.allowClientTraits ? input.traits : [];
    if (anonymous) return evaluate(opened, identifier, undefined, AnsweredTraits.none.with(given, true));
    const before = this.identities.peek(opened, identifier);
    if (!before) return this.identifyStored(opened, input, given);
    const kept = keptOf(opened, input, given);
    if (changes(before.traits, kept)) return this.store(opened, input, { before, given, kept });
    const unchanged = !transient && kept.length === given.length;
    const traits = unchanged ? before.answered : before.answered.with(given, transient);
    return evaluate(opened, identifier, before, traits);
  }

  private async ofStored(opened: Opened, identifier: string): Promise<EvaluatedFlags> {
    const known = (await unlessAway(() => this.findOrMake(opened, identifier))) || undefined;
    return evaluate(opened, identifier, known, known?.answered ?? AnsweredTraits.none);
  }

  private async identifyStored(
    opened: Opened,
    input: IdentityInput,
    given: readonly IncomingTrait[],
  ): Promise<EvaluatedFlags> {
    const { identifier, transient } = input;
    const before = await unlessAway(() => this.identities.find(opened, identifier));
    const kept = keptOf(opened, input, given);
    // who does not answer who that is need not be asked to store anything
    if (before === AWAY) {
      const evaluated = evaluate(opened, identifier, undefined, AnsweredTraits.none.with(given, transient));
      return { ...evaluated, notSaved: kept.length > 0 };
    }
    if (!transient && (!before || changes(before.traits, kept)))
      return this.store(opened, input, { before, given, kept });
    return evaluate(opened, identifier, before, (before?.answered ?? AnsweredTraits.none).with(given, transient));
  }

  private async store(
    opened: Opened,
    { identifier }: IdentityInput,
    {
      before,
      given,
      kept,
    }: { before: KnownIdentity | undefined; given: readonly IncomingTrait[]; kept: readonly IncomingTrait[] },
  ): Promise<EvaluatedFlags> {
    const saved = (await unlessAway(() => this.identities.save(opened, identifier, before, kept))) || undefined;
    // upstream: observed: the traits of a new identity have their ids, new ones of a known identity have none yet
    const traits = ((before ?? saved)?.answered ?? AnsweredTraits.none).with(given, false);
    const evaluated = evaluate(opened, identifier, saved ?? before, traits);
    return !saved && kept.length > 0 ? { ...evaluated, notSaved: true } : evaluated;
  }

  private async findOrMake(opened: Opened, identifier: string): Promise<KnownIdentity> {
    return (await this.identities.find(opened, identifier)) ?? this.identities.save(opened, identifier, undefined, []);
  }
}

/** What of the given traits is to be stored. */
function keptOf(
  { environment }: Opened,
  { transient }: IdentityInput,
  given: readonly IncomingTrait[],
): readonly IncomingTrait[] {
  if (!environment.row.persistTraitData || transient) return [];
  return given.some((trait) => trait.transient) ? given.filter((trait) => !trait.transient) : given;
}

/** PostgreSQL is gone, or too slow. */
const AWAY = false;

/** An answer of PostgreSQL, or that it is away: flags are evaluated with what is known then. */
async function unlessAway<T>(ask: () => Promise<T>): Promise<T | typeof AWAY> {
  try {
    return await ask();
  } catch (error) {
    if (isDatabaseGone(error) || isDatabaseSlow(error)) return AWAY;
    throw error;
  }
}

function evaluate(
  { environment }: Opened,
  identifier: string,
  stored: KnownIdentity | undefined,
  traits: AnsweredTraits,
): EvaluatedFlags {
  const key = environment.row.useCompositeKey
    ? `${environment.row.apiKey}_${identifier}`
    : String(stored?.id ?? 'None');
  const identity = { identifier, key, traits: traits.evaluated };
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
