import { Float } from '#evaluation';
import { listTraits, type StoredTraits } from '#identities';
import type { IncomingTrait, TraitValue } from './incoming-trait.js';

interface AnsweredTrait {
  readonly id: number | null;
  readonly key: string;
  readonly value: TraitValue;
  /** What the engine is told: a fraction's type must survive a whole value. */
  readonly evaluated: TraitValue | Float;
  readonly transient: boolean;
}

/** The traits that an answer tells, in its order, and that it was evaluated with. */
export class AnsweredTraits {
  private text: string | undefined;
  private known: (readonly [string, TraitValue | Float])[] | undefined;

  private constructor(private readonly list: readonly AnsweredTrait[]) {}

  static readonly none = new AnsweredTraits([]);

  static of(stored: StoredTraits): AnsweredTraits {
    return new AnsweredTraits(
      listTraits(stored).map(({ id, key, type, value }) => ({
        id,
        key,
        value,
        evaluated: type === 'float' && typeof value === 'number' ? new Float(value) : value,
        transient: false,
      })),
    );
  }

  /** With the given ones over them. What is new has no id yet; a null takes a trait away, one that is not stored hides it. */
  with(given: readonly IncomingTrait[], allTransient: boolean): AnsweredTraits {
    if (given.length === 0) return this;
    const byKey = new Map(this.list.map((trait) => [trait.key, trait]));
    for (const { key, value, transient } of given) {
      const hides = transient || allTransient;
      if (value === null && !hides) byKey.delete(key);
      else byKey.set(key, { id: byKey.get(key)?.id ?? null, key, value, evaluated: value, transient: hides });
    }
    return new AnsweredTraits([...byKey.values()]);
  }

  /** As the wire has them. */
  get json(): string {
    return (this.text ??= JSON.stringify(
      this.list.map(({ id, key, value, transient }) => ({ id, trait_key: key, trait_value: value, transient })),
    ));
  }

  /** As the engine takes them. */
  get evaluated(): readonly (readonly [string, TraitValue | Float])[] {
    return (this.known ??= this.list
      .filter(({ value }) => value !== null)
      .map(({ key, evaluated }) => [key, evaluated] as const));
  }
}
