import { Float } from '#evaluation';

/** Traits as the row of an identity keeps them; one without a value is there, and null. */
export type StoredTraits = Readonly<Record<string, { type: string; value?: string | number | boolean | null }>>;

/** Names and values as the engine takes them: a fraction's type survives a whole value. */
export function traitsFrom(stored: StoredTraits): [string, string | number | boolean | Float | null][] {
  return Object.entries(stored).map(([name, { type, value = null }]) => [
    name,
    type === 'float' && typeof value === 'number' ? new Float(value) : value,
  ]);
}
