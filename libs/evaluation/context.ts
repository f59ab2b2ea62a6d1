import type { Condition } from './conditions.js';
import { Float, isDictionary, isList, member, members, type Dictionary, type Json } from './json.js';
import { isTruthy, pythonText } from './numbers.js';
import type { Rule } from './rules.js';

/** Thrown for what is no official evaluation context; the message says where. */
export class InvalidContext extends Error {}

/** An evaluation context, checked, with what is absent filled in. reference: §1.1 */
export interface Context {
  /** The whole of it with the identity's key, for JSONPath. */
  readonly document: Dictionary;
  readonly identity: Identity | undefined;
  readonly segments: readonly Segment[];
  readonly features: ReadonlyMap<string, Feature>;
}

export interface Identity {
  readonly key: string;
  readonly traits: Dictionary;
}

export interface Segment {
  readonly key: string;
  readonly name: string;
  readonly rules: readonly Rule[];
  readonly overrides: readonly Feature[];
  readonly metadata: Json | undefined;
}

export interface Feature {
  readonly key: string;
  readonly name: string;
  readonly enabled: Json;
  readonly value: Json;
  readonly variants: readonly Variant[];
  readonly priority: number | bigint;
  readonly metadata: Json | undefined;
}

export interface Variant {
  readonly key: Json;
  readonly value: Json;
  readonly weight: number;
  readonly weightText: string;
  readonly priority: number | bigint;
}

/** Reads an evaluation context. Throws InvalidContext. */
export function readContext(input: unknown): Context {
  if (!isDictionary(input)) throw new InvalidContext('The context must be an object');
  const environment = dictionaryAt(input, 'environment', 'environment');
  const identity = isTruthy(member(input, 'identity')) ? dictionaryAt(input, 'identity', 'identity') : undefined;
  const enriched = identity && withKey(identity, environment);
  return {
    document: enriched === identity ? input : new Map([...members(input), ['identity', enriched ?? null]]),
    identity: enriched && { key: pythonText(member(enriched, 'key') ?? null), traits: traitsOf(enriched) },
    segments: Array.from(entriesAt(input, 'segments'), ([path, segment]) => readSegment(segment, path)),
    features: new Map(
      Array.from(entriesAt(input, 'features'), ([path, feature, key]) => [key, readFeature(feature, path)]),
    ),
  };
}

/** reference: §1.1, an identity without a key gets one of the environment's key and its identifier */
function withKey(identity: Dictionary, environment: Dictionary): Dictionary {
  if (isTruthy(member(identity, 'key'))) return identity;
  const [key, identifier] = [member(environment, 'key'), member(identity, 'identifier')];
  if (key === undefined) throw new InvalidContext('environment.key is missing');
  if (identifier === undefined) throw new InvalidContext('identity.identifier is missing');
  return new Map([...members(identity), ['key', `${pythonText(key)}_${pythonText(identifier)}`]]);
}

function traitsOf(identity: Dictionary): Dictionary {
  return isTruthy(member(identity, 'traits')) ? dictionaryAt(identity, 'traits', 'identity.traits') : new Map();
}

function readSegment(segment: Dictionary, path: string): Segment {
  return {
    key: pythonText(member(segment, 'key') ?? null),
    name: textAt(segment, 'name', path),
    rules: dictionariesAt(segment, 'rules', path).map(([rulePath, rule]) => readRule(rule, rulePath)),
    overrides: dictionariesAt(segment, 'overrides', path).map(([place, feature]) => readFeature(feature, place)),
    metadata: member(segment, 'metadata'),
  };
}

function readRule(rule: Dictionary, path: string): Rule {
  return {
    type: textAt(rule, 'type', path),
    conditions: dictionariesAt(rule, 'conditions', path).map(([place, condition]) => readCondition(condition, place)),
    rules: dictionariesAt(rule, 'rules', path).map(([place, inner]) => readRule(inner, place)),
  };
}

function readCondition(condition: Dictionary, path: string): Condition {
  const property = member(condition, 'property') ?? '';
  if (typeof property !== 'string') throw new InvalidContext(`${path}.property must be a text`);
  return { property, operator: textAt(condition, 'operator', path), value: member(condition, 'value') ?? null };
}

function readFeature(feature: Dictionary, path: string): Feature {
  return {
    key: pythonText(member(feature, 'key') ?? null),
    name: textAt(feature, 'name', path),
    enabled: member(feature, 'enabled') ?? null,
    value: member(feature, 'value') ?? null,
    variants: dictionariesAt(feature, 'variants', path).map(([place, variant]) => readVariant(variant, place)),
    priority: numberAt(feature, 'priority', path) ?? Infinity,
    metadata: member(feature, 'metadata'),
  };
}

function readVariant(variant: Dictionary, path: string): Variant {
  const weight = numberAt(variant, 'weight', path);
  if (weight === undefined) throw new InvalidContext(`${path}.weight is missing`);
  return {
    key: member(variant, 'key') ?? null,
    value: member(variant, 'value') ?? null,
    weight: Number(weight),
    weightText: pythonText(member(variant, 'weight') ?? null),
    priority: numberAt(variant, 'priority', path) ?? Infinity,
  };
}

function textAt(parent: Dictionary, name: string, path: string): string {
  const value = member(parent, name);
  if (typeof value !== 'string') throw new InvalidContext(`${path}.${name} must be a text`);
  return value;
}

function numberAt(parent: Dictionary, name: string, path: string): number | bigint | undefined {
  const value = member(parent, name) ?? undefined;
  if (value === undefined || typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Float) return value.value;
  throw new InvalidContext(`${path}.${name} must be a number`);
}

function dictionaryAt(parent: Dictionary, name: string, path: string): Dictionary {
  const value = member(parent, name);
  if (!isDictionary(value)) throw new InvalidContext(`${path} must be an object`);
  return value;
}

/** The objects of a list, each with its path. */
function dictionariesAt(parent: Dictionary, name: string, path: string): [string, Dictionary][] {
  const list = member(parent, name);
  if (!isTruthy(list)) return [];
  if (!isList(list)) throw new InvalidContext(`${path}.${name} must be a list`);
  return list.map((item, index) => {
    const place = `${path}.${name}[${index}]`;
    if (!isDictionary(item)) throw new InvalidContext(`${place} must be an object`);
    return [place, item];
  });
}

/** The objects under the names of an object, each with its path and its name. */
function entriesAt(parent: Dictionary, name: string): [string, Dictionary, string][] {
  if (!isTruthy(member(parent, name))) return [];
  return Array.from(members(dictionaryAt(parent, name, name)), ([key, item]) => {
    if (!isDictionary(item)) throw new InvalidContext(`${name}.${key} must be an object`);
    return [`${name}.${key}`, item, key];
  });
}
