import { evaluate } from '../evaluate.js';
import { isDictionary, members, type Json } from '../json.js';

/** A condition as the official context writes it. */
export type ConditionInput = { property?: Json; operator: string; value?: Json };

/** Whether a segment (key "1") with this one condition matches an identity (identifier and key "i") with these traits. */
export function matches(condition: ConditionInput, traits: Json = {}): boolean {
  return matchesRules([{ type: 'ALL', conditions: [condition] }], { identifier: 'i', key: 'i', traits });
}

/** Whether a segment with these rules matches an identity, or nobody. */
export function matchesRules(rules: Json, identity: Json = { identifier: 'i', key: 'i' }): boolean {
  const context = {
    environment: { key: 'env', name: 'Production' },
    identity,
    segments: { '1': { key: '1', name: 'segment', rules } },
    features: { flag: { key: '7', name: 'flag', enabled: true, value: 5 } },
  };
  return evaluate(context).segments.length === 1;
}

/** The same value with plain objects, so that the order of names does not matter to a comparison. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isDictionary(value)) return value;
  return Object.fromEntries(Array.from(members(value), ([name, item]) => [name, plain(item)]));
}
