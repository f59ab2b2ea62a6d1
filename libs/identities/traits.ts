import { Float } from '#evaluation';

export type TraitType = 'unicode' | 'int' | 'bool' | 'float';

/** A trait as the document of its identity keeps it. */
export interface StoredTrait {
  readonly id: number;
  readonly type: TraitType;
  /** Absent: it is there, and null. */
  readonly value?: string | number | boolean | null;
}

/** By trait key. It comes from the database, so it has no prototype that a key could reach by surprise: read it by `Object.entries`. */
export type StoredTraits = Readonly<Record<string, StoredTrait>>;

export interface Trait extends StoredTrait {
  readonly key: string;
  readonly value: string | number | boolean | null;
}

/** In the order in which they were first stored. */
export function listTraits(stored: StoredTraits): Trait[] {
  return Object.entries(stored)
    .map(([key, { id, type, value = null }]) => ({ key, id, type, value }))
    .sort((one, other) => one.id - other.id);
}

export function traitType(value: string | number | boolean | Float | null): TraitType {
  if (value instanceof Float) return 'float';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return 'unicode';
}

/** Type and value as they are stored. */
export function storedValue(value: string | number | boolean | Float | null): Omit<StoredTrait, 'id'> {
  return { type: traitType(value), value: value instanceof Float ? value.value : value };
}
