/**
 * A float that JavaScript alone cannot tell from an int (4.0, 1e16), or that JSON cannot write (inf, nan).
 * Every other float is a plain number. reference: §1.4, §1.6
 */
export class Float {
  constructor(readonly value: number) {}
}

/** A value that is neither list nor object. Ints beyond 2^53 are bigint. */
export type Scalar = null | boolean | number | bigint | string | Float;

/** An object: a `Map` when read by `parseContext`, which keeps the order and takes any name; plain objects do as well. */
export type Dictionary = ReadonlyMap<string, Json> | { readonly [name: string]: Json | undefined };

/** Whatever JSON can say, with ints and floats kept apart. */
export type Json = Scalar | readonly Json[] | Dictionary;

/** Whether a value is a list. */
export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a value is an object of names and values. */
export function isDictionary(value: unknown): value is Dictionary {
  return isContainer(value) && !Array.isArray(value);
}

/** Whether a value is a list or an object. */
export function isContainer(value: unknown): value is readonly Json[] | Dictionary {
  return typeof value === 'object' && value !== null && !(value instanceof Float);
}

/** The value under a name, or undefined; never something inherited from a prototype. */
export function member(dictionary: Dictionary, name: string): Json | undefined {
  if (isMap(dictionary)) return dictionary.get(name);
  return Object.hasOwn(dictionary, name) ? dictionary[name] : undefined;
}

/** Names and values in their order. */
export function members(dictionary: Dictionary): Iterable<[string, Json]> {
  return isMap(dictionary) ? dictionary.entries() : Object.entries(dictionary).filter(hasValue);
}

/** How many names an object or members a list has. */
export function sizeOf(container: readonly Json[] | Dictionary): number {
  if (isList(container)) return container.length;
  return isMap(container) ? container.size : Object.keys(container).length;
}

function isMap(dictionary: Dictionary): dictionary is ReadonlyMap<string, Json> {
  return dictionary instanceof Map;
}

function hasValue(entry: [string, Json | undefined]): entry is [string, Json] {
  return entry[1] !== undefined;
}
