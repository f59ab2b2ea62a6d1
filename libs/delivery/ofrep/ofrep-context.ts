import { createHash } from 'node:crypto';
import { Float } from '#evaluation';
import type { IdentityInput } from '../identity-input.js';
import type { IncomingTrait } from '../incoming-trait.js';
import { pythonText } from '#platform/http';
import { OfrepFault } from './ofrep-fault.js';

/** Whom an evaluation is for: nothing of it is stored. */
export interface OfrepContext extends IdentityInput {
  readonly transient: true;
  /** Without a targeting key. Who shares the same traits is then the same. */
  readonly anonymous: boolean;
}

const MAX_IDENTIFIER = 2_000;

/** @throws OfrepFault where OpenFeature would call the request unreadable, or its context invalid */
export function readContext(body: unknown): OfrepContext {
  const given: unknown = body ?? {};
  if (!isObject(given)) throw new OfrepFault('PARSE_ERROR', 'The request is not a JSON object.');
  const context: unknown = given['context'] ?? {};
  if (!isObject(context)) throw new OfrepFault('INVALID_CONTEXT', 'The context is not an object.');
  const { targetingKey, ...attributes } = context;
  const traits = traitsOf(attributes);
  const identifier = readTargetingKey(targetingKey);
  return {
    identifier: identifier ?? identifierOf(traits),
    anonymous: identifier === undefined,
    transient: true,
    traits,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readTargetingKey(given: unknown): string | undefined {
  if (given === undefined || given === null || given === '') return undefined;
  if (typeof given !== 'string') throw new OfrepFault('INVALID_CONTEXT', 'The targetingKey is not a string.');
  if (given.includes('\u0000') || [...given].length > MAX_IDENTIFIER)
    throw new OfrepFault('INVALID_CONTEXT', `The targetingKey has null characters or more than ${MAX_IDENTIFIER}.`);
  return given;
}

/** What a trait cannot be is compared as the text that a stored one would be. Null says nothing. */
function traitsOf(attributes: Record<string, unknown>): IncomingTrait[] {
  return Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => ({ key, value: isScalar(value) ? value : pythonText(value), transient: true }));
}

function isScalar(value: unknown): value is string | number | boolean | Float {
  if (value instanceof Float) return Number.isFinite(value.value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function identifierOf(traits: readonly IncomingTrait[]): string {
  const sorted = traits.map(({ key, value }) => JSON.stringify([key, value])).sort();
  return createHash('sha256').update(sorted.join()).digest('hex');
}
