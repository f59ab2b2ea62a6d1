import { createHash, randomUUID } from 'node:crypto';
import { Float } from '#evaluation';
import { Invalid, type Faults } from '#platform/errors';
import { pythonText, readInput } from '#platform/http';
import { LIMITS, type IncomingTrait, type TraitValue } from './incoming-trait.js';
import { readRegularInput } from './quick-identity-input.js';
import { IdentifyDto } from './sdk.dto.js';

/** Whom a request is about, checked. */
export interface IdentityInput {
  readonly identifier: string;
  /** Nothing of this identity may be stored: it is anonymous, or the request says so. */
  readonly transient: boolean;
  readonly anonymous: boolean;
  /** One per key: the last one counts. */
  readonly traits: readonly IncomingTrait[];
}

/** @throws Invalid */
export async function readIdentityInput(body: unknown): Promise<IdentityInput> {
  const regular = readRegularInput(body);
  if (regular) return { ...regular, anonymous: false };
  const input = await readInput(IdentifyDto, body);
  const traits = readTraits(input.traits ?? []);
  const identifier = input.identifier || '';
  return {
    identifier: identifier || anonymousIdentifier(traits),
    anonymous: identifier === '',
    transient: identifier === '' || input.transient === true,
    traits,
  };
}

function readTraits(given: { trait_key: string; trait_value?: unknown; transient?: boolean }[]): IncomingTrait[] {
  const faults = given.map(({ trait_value }): Faults => {
    const fault = trait_value === undefined ? 'This field is required.' : valueFault(plain(trait_value));
    return fault ? { trait_value: [fault] } : {};
  });
  if (faults.some((fault) => typeof fault === 'object' && Object.keys(fault).length > 0))
    throw new Invalid({ traits: faults });
  const byKey = new Map<string, IncomingTrait>();
  for (const { trait_key: key, trait_value, transient } of given)
    byKey.set(key, { key, value: plain(trait_value), transient: transient ?? false });
  return [...byKey.values()];
}

/** @throws Invalid for a value that cannot be stored, under `trait_value` */
export function readTraitValue(value: unknown): TraitValue {
  const read = plain(value);
  const fault = valueFault(read);
  if (fault) throw Invalid.field('trait_value', fault);
  return read;
}

/** Lists and objects are kept as the text that Python makes of them. // upstream: §9 */
function plain(value: unknown): TraitValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Float) return value;
  return value == null ? null : pythonText(value);
}

function valueFault(value: TraitValue): string | undefined {
  if (typeof value === 'string' && value.includes('\u0000')) return 'Null characters are not allowed.';
  if (typeof value === 'string' && !value.isWellFormed()) return 'Not a valid string.';
  if (typeof value === 'string' && [...value].length > LIMITS.text)
    return `Value string is too long. Must be less than ${LIMITS.text} character`;
  if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) > LIMITS.integer)
    return 'A valid integer is required.';
  if (value instanceof Float && !Number.isFinite(value.value)) return 'A valid number is required.';
  return undefined;
}

/** The same traits make the same anonymous identity; without traits it is somebody new each time. // upstream: §10.3 */
function anonymousIdentifier(traits: readonly IncomingTrait[]): string {
  const present = traits.filter(({ value }) => value !== null);
  if (present.length === 0) return randomUUID().replaceAll('-', '');
  const text = present
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ key, value }) => `${key}${pythonText(value)}`)
    .join('');
  return createHash('sha256').update(text).digest('hex');
}
