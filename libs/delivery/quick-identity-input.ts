import { mayHoldWholeFloats } from '#platform/http';
import { LIMITS, type IncomingTrait, type TraitValue } from './incoming-trait.js';

interface Plain {
  readonly [field: string]: unknown;
}

/** A request about an identity that is in order as it stands: nothing to coerce, nothing to refuse. */
export interface RegularInput {
  readonly identifier: string;
  readonly transient: boolean;
  readonly traits: readonly IncomingTrait[];
}

/**
 * Reads what official SDKs send, without the machinery that explains faults. Undefined for anything out of the ordinary, which
 * the full reader then looks at: this one never refuses.
 */
export function readRegularInput(body: unknown): RegularInput | undefined {
  if (!isPlain(body)) return undefined;
  const { identifier, traits = [], transient = false } = body;
  if (!isTidy(identifier, LIMITS.identifier) || typeof transient !== 'boolean' || !Array.isArray(traits))
    return undefined;
  const read = traits.length > 0 ? readTraits(traits) : [];
  return read && { identifier, transient, traits: read };
}

/** The same from a body as it came. One with a number that is a fraction and yet whole (`4.0`) is out of the ordinary too. */
export function readRegularBody(text: string): RegularInput | undefined {
  if (mayHoldWholeFloats(text)) return undefined;
  try {
    return readRegularInput(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function readTraits(given: readonly unknown[]): IncomingTrait[] | undefined {
  const byKey = new Map<string, IncomingTrait>();
  for (const trait of given) {
    if (!isPlain(trait)) return undefined;
    const { trait_key: key, trait_value: value, transient = false } = trait;
    if (!isTidy(key, LIMITS.key) || typeof transient !== 'boolean' || !isValue(value)) return undefined;
    byKey.set(key, { key, value, transient });
  }
  return [...byKey.values()];
}

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Not blank, not too long, nothing to trim. */
function isTidy(text: unknown, longest: number): text is string {
  return (
    typeof text === 'string' &&
    text !== '' &&
    text.length <= longest &&
    text.trim().length === text.length &&
    !text.includes('\u0000') &&
    text.isWellFormed()
  );
}

function isValue(value: unknown): value is TraitValue {
  if (typeof value === 'string')
    return value.length <= LIMITS.text && !value.includes('\u0000') && value.isWellFormed();
  if (typeof value === 'number') return !Number.isInteger(value) || Math.abs(value) <= LIMITS.integer;
  return typeof value === 'boolean' || value === null;
}
