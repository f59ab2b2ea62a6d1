import type { Json } from './json.js';
import type { Test } from './operators.js';
import { compileRules, type Rule } from './rules.js';
import { SeedTable, type Seed } from './seeds.js';
import { SlotTable } from './slots.js';
import { bucket } from './hashing.js';
import { variantAt } from './variants.js';

/** What a flag can turn out to be: a ready piece for control and one for each variant; none for a standard flag. */
export interface Outcome<P> {
  readonly control: P;
  /** In the order in which their shares are laid out. */
  readonly variants: readonly { readonly piece: P; readonly weight: number }[];
  /** What is hashed together with the identity's key. */
  readonly seed: string;
}

/** An environment, as much of it as decides about flags. */
export interface Environment<P> {
  readonly key: string;
  readonly name: string;
  readonly segments: readonly CompilableSegment[];
  readonly features: readonly CompilableFeature<P>[];
}

/** A segment; its key is what percentage splits hash. */
export interface CompilableSegment {
  readonly key: string;
  readonly name: string;
  readonly rules: readonly Rule[];
}

/** A feature with its default, and what segments make of it. */
export interface CompilableFeature<P> {
  readonly name: string;
  readonly base: Outcome<P>;
  /** `segment` is an index into the segments. The smallest priority wins, the last of equal ones. */
  readonly overrides: readonly {
    readonly segment: number;
    readonly priority: number;
    readonly outcome: Outcome<P>;
  }[];
}

/** Whom flags are for. A trait that is a float with a whole value is a `Float`. */
export interface EvaluatedIdentity {
  readonly identifier: string;
  readonly key: string;
  readonly traits: ReadonlyMap<string, Json> | readonly (readonly [string, Json])[];
}

/** An environment in the form in which it is evaluated: nothing is parsed, and hardly anything allocated, per call. */
export interface CompiledEnvironment<P> {
  /** The control pieces, in feature order: what GET /flags answers. */
  readonly defaults: readonly P[];
  /**
   * One piece per feature, in feature order. What this identity alone is given, by feature index, goes before segments,
   * and segments before the default. Without an identity segments still count, and variants do not.
   */
  evaluate(identity: EvaluatedIdentity | null, own?: ReadonlyMap<number, Outcome<P>>): P[];
  /** Indexes of the segments that match, ascending. */
  matchedSegments(identity: EvaluatedIdentity | null): number[];
}

/** Compiles an environment, once per change of it. reference: §1.9 */
export function compileEnvironment<P>(environment: Environment<P>): CompiledEnvironment<P> {
  return new Program(environment);
}

/** An outcome with its seed, if it has variants to choose from. */
interface Choice<P> {
  readonly outcome: Outcome<P>;
  readonly seed: Seed | undefined;
}

/** A feature that is not the same for everybody, with its overrides, the strongest first. */
interface Target<P> {
  readonly feature: number;
  readonly base: Choice<P>;
  readonly overrides: readonly { readonly segment: number; readonly choice: Choice<P> }[];
}

class Program<P> implements CompiledEnvironment<P> {
  readonly defaults: readonly P[];
  readonly #slots = new SlotTable();
  readonly #seeds = new SeedTable();
  readonly #tests: readonly Test[];
  readonly #targets: readonly Target<P>[];
  /** Per segment: not asked yet, not matched, matched. */
  readonly #memberships: Uint8Array;
  readonly #document: (identity: EvaluatedIdentity | null) => Json;

  constructor(environment: Environment<P>) {
    // Defaults are chosen together, so their seeds come first.
    this.#targets = environment.features
      .map(({ base, overrides }, feature) => ({ feature, base: this.#compileOutcome(base), overrides }))
      .map((target) => ({ ...target, overrides: this.#ranked(target.overrides) }))
      .filter(isOpen);
    this.#tests = environment.segments.map((segment) => this.#compileSegment(segment));
    this.#memberships = new Uint8Array(this.#tests.length);
    this.defaults = environment.features.map(({ base }) => base.control);
    this.#document = documentOf(environment);
  }

  evaluate(identity: EvaluatedIdentity | null, own?: ReadonlyMap<number, Outcome<P>>): P[] {
    this.#load(identity);
    const pieces = this.defaults.slice();
    for (const target of this.#targets) pieces[target.feature] = this.#decide(target);
    if (own) for (const [feature, outcome] of own) pieces[feature] = ownPiece(outcome, identity);
    return pieces;
  }

  matchedSegments(identity: EvaluatedIdentity | null): number[] {
    this.#load(identity);
    return Array.from(this.#tests.keys()).filter((segment) => this.#isMember(segment));
  }

  #load(identity: EvaluatedIdentity | null): void {
    this.#memberships.fill(UNKNOWN);
    this.#seeds.load(identity?.key);
    this.#slots.load(identity?.traits ?? [], () => this.#document(identity));
  }

  #decide({ base, overrides }: Target<P>): P {
    for (const { segment, choice } of overrides) {
      if (this.#isMember(segment)) return this.#pick(choice);
    }
    return this.#pick(base);
  }

  #isMember(segment: number): boolean {
    const known = this.#memberships[segment];
    if (known !== UNKNOWN) return known === MATCHED;
    const matched = this.#tests[segment]?.() ?? false;
    this.#memberships[segment] = matched ? MATCHED : NOT_MATCHED;
    return matched;
  }

  #pick({ outcome, seed }: Choice<P>): P {
    const variant = seed && variantAt(outcome.variants, this.#seeds.percentage(seed));
    return variant ? variant.piece : outcome.control;
  }

  #compileSegment({ key, rules }: CompilableSegment): Test {
    const identityPercentage = () => {
      const seed = this.#seeds.add(key);
      return () => this.#seeds.percentage(seed);
    };
    return compileRules(rules, { slots: this.#slots, segmentKey: key, identityPercentage });
  }

  #ranked(overrides: CompilableFeature<P>['overrides']): Target<P>['overrides'] {
    return overrides
      .toReversed()
      .toSorted((left, right) => left.priority - right.priority)
      .map(({ segment, outcome }) => ({ segment, choice: this.#compileOutcome(outcome) }));
  }

  #compileOutcome(outcome: Outcome<P>): Choice<P> {
    return { outcome, seed: outcome.variants.length > 0 ? this.#seeds.add(outcome.seed) : undefined };
  }
}

const UNKNOWN = 0;
const NOT_MATCHED = 1;
const MATCHED = 2;

function isOpen<P>({ base, overrides }: Target<P>): boolean {
  return overrides.length > 0 || base.outcome.variants.length > 0;
}

function ownPiece<P>(outcome: Outcome<P>, identity: EvaluatedIdentity | null): P {
  if (!identity?.key || outcome.variants.length === 0) return outcome.control;
  return variantAt(outcome.variants, bucket([outcome.seed, identity.key]))?.piece ?? outcome.control;
}

/** What JSONPath sees on the server: everything but the features. reference: §1.4 */
function documentOf<P>({ key, name, segments }: Environment<P>): (identity: EvaluatedIdentity | null) => Json {
  const environment = { key, name };
  const byKey = new Map(segments.map((segment) => [segment.key, { ...segment }]));
  return (identity) => {
    if (!identity) return { environment, segments: byKey };
    const { identifier, key: identityKey, traits } = identity;
    return { environment, identity: { identifier, key: identityKey, traits: asMap(traits) }, segments: byKey };
  };
}

function asMap(traits: EvaluatedIdentity['traits']): ReadonlyMap<string, Json> {
  return traits instanceof Map ? traits : new Map(traits);
}
