import { Float, stringifyJson } from '#evaluation';
import { listTraits, type StoredTraits } from '#identities';
import type { IncomingTrait, TraitValue } from './incoming-trait.js';

interface AnsweredTrait {
  readonly id: number | null;
  readonly key: string;
  readonly value: TraitValue;
  readonly transient: boolean;
}

/** The traits that an answer tells, in its order, and that it was evaluated with. */
export class AnsweredTraits {
  private text: string | undefined;
  private known: (readonly [string, TraitValue])[] | undefined;

  private constructor(private readonly list: readonly AnsweredTrait[]) {}

  static readonly none = new AnsweredTraits([]);

  static of(stored: StoredTraits): AnsweredTraits {
    return new AnsweredTraits(
      listTraits(stored).map(({ id, key, type, value }) => ({
        id,
        key,
        value: type === 'float' && Number.isInteger(value) ? new Float(Number(value)) : value,
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
      else byKey.set(key, { id: byKey.get(key)?.id ?? null, key, value, transient: hides });
    }
    return new AnsweredTraits([...byKey.values()]);
  }

  /** As the wire has them. */
  get json(): string {
    return (this.text ??= `[${this.list.map(traitJson).join(',')}]`);
  }

  /** As the engine takes them. */
  get evaluated(): readonly (readonly [string, TraitValue])[] {
    return (this.known ??= this.list
      .filter(({ value }) => value !== null)
      .map(({ key, value }) => [key, value] as const));
  }
}

/** 4.0 is not 4. */
function traitJson({ id, key, value, transient }: AnsweredTrait): string {
  const text = value instanceof Float ? stringifyJson(value) : JSON.stringify(value);
  return `{"id":${id},"trait_key":${JSON.stringify(key)},"trait_value":${text},"transient":${transient}}`;
}
