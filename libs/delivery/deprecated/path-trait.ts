import { Float } from '#evaluation';
import { Invalid, Refused } from '#platform/errors';
import { LIMITS, type TraitValue } from '../incoming-trait.js';

/** A trait whose identity and key are in the path. */
export interface PathTrait {
  readonly identifier: string;
  readonly key: string;
  readonly value: TraitValue;
}

/** @throws Refused without a value, Invalid for one that cannot be stored */
export function readPathTrait(identifier: string, key: string, body: unknown): PathTrait {
  if (typeof body !== 'object' || body === null || !('trait_value' in body))
    throw new Refused('Trait value not provided');
  if (identifier.length > LIMITS.identifier) throw Invalid.field('identifier', tooLong(LIMITS.identifier));
  if (key.length > LIMITS.key) throw Invalid.field('trait_key', tooLong(LIMITS.key));
  return { identifier, key, value: readValue(body.trait_value) };
}

/** The faults are told of the column that would have held the value. // upstream: the fields of the model */
function readValue(value: unknown): TraitValue {
  if (value === null || typeof value === 'boolean') return value;
  if (value instanceof Float) {
    if (!Number.isFinite(value.value)) throw Invalid.field('float_value', 'A valid number is required.');
    return value;
  }
  if (typeof value === 'number') {
    if (Number.isInteger(value) && Math.abs(value) > LIMITS.integer)
      throw Invalid.field('integer_value', 'A valid integer is required.');
    return value;
  }
  if (typeof value !== 'string') throw Invalid.field('string_value', 'Not a valid string.');
  const text = value.trim();
  if (text.includes('\u0000')) throw Invalid.field('string_value', 'Null characters are not allowed.');
  if ([...text].length > LIMITS.text) throw Invalid.field('string_value', tooLong(LIMITS.text));
  return text;
}

const tooLong = (most: number): string => `Ensure this field has no more than ${most} characters.`;
