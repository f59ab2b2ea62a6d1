import { InvalidContext, readContext, type Context, type Feature } from './context.js';
import { bucket } from './hashing.js';
import { members, type Json } from './json.js';
import { parseJson } from './json-parser.js';
import { stringifyJson } from './json-writer.js';
import { isTruthy } from './numbers.js';
import { compileRules } from './rules.js';
import { SlotTable } from './slots.js';
import { variantAt } from './variants.js';

/** What a flag is for the subject, and why. */
export type FlagResult = {
  readonly enabled: Json;
  readonly name: string;
  readonly reason: string;
  readonly value: Json;
  readonly variant: Json;
  readonly metadata?: Json;
};

/** A segment that the subject belongs to. */
export type SegmentResult = {
  readonly name: string;
  readonly metadata?: Json;
};

/** The official evaluation result: flags by name, segments in the order of the context. */
export type EvaluationResult = {
  readonly flags: { readonly [name: string]: FlagResult };
  readonly segments: readonly SegmentResult[];
};

/** An override that applies, and the segment it comes from. */
interface Override {
  readonly feature: Feature;
  readonly segmentName: string;
}

/**
 * Evaluates an official evaluation context, from `parseContext` or as plain objects. In plain objects a whole number is
 * an int. Throws InvalidContext.
 */
export function evaluate(context: unknown): EvaluationResult {
  const read = readContext(context);
  const segments: SegmentResult[] = [];
  const overrides = new Map<string, Override>();
  for (const segment of matching(read)) {
    segments.push({ name: segment.name, ...metadataOf(segment.metadata) });
    for (const feature of segment.overrides) {
      const current = overrides.get(feature.name);
      if (current && !(feature.priority < current.feature.priority)) continue;
      overrides.set(feature.name, { feature, segmentName: segment.name });
    }
  }
  return { flags: flagsOf(read, overrides), segments };
}

/** Parses an evaluation context; ints and floats stay apart, and names in order. Throws InvalidJson. */
export function parseContext(text: string): Json {
  return parseJson(text);
}

/** Writes a result as JSON, numbers as Python writes them. */
export function stringifyResult(result: EvaluationResult): string {
  return stringifyJson(result);
}

function matching({ document, identity, segments }: Context): Context['segments'] {
  const slots = new SlotTable();
  const tests = segments.map(({ key, rules }) => {
    const identityPercentage = () => () => (identity ? bucket([key, identity.key]) : NaN);
    return compileRules(rules, { slots, segmentKey: key, identityPercentage });
  });
  slots.load(identity ? members(identity.traits) : [], () => document);
  return segments.filter((_, index) => tests[index]?.());
}

function flagsOf({ features, identity }: Context, overrides: ReadonlyMap<string, Override>): EvaluationResult['flags'] {
  const flags: Record<string, FlagResult> = Object.create(null);
  for (const { name } of features.values()) {
    const override = overrides.get(name);
    const feature = override?.feature ?? features.get(name);
    if (!feature) throw new InvalidContext(`features.${name} is missing`);
    flags[name] = flagOf(feature, identity?.key, override?.segmentName);
  }
  return flags;
}

function flagOf(feature: Feature, key: string | undefined, segmentName: string | undefined): FlagResult {
  const flag = {
    enabled: feature.enabled,
    name: feature.name,
    reason: segmentName === undefined ? 'DEFAULT' : `TARGETING_MATCH; segment=${segmentName}`,
    value: feature.value,
    variant: null,
    ...metadataOf(feature.metadata),
  };
  if (key === undefined || feature.variants.length === 0) return flag;
  const variants = feature.variants.toSorted((left, right) => order(left.priority, right.priority));
  const variant = variantAt(variants, bucket([feature.key, key]));
  if (!variant) return { ...flag, variant: 'control' };
  return { ...flag, reason: `SPLIT; weight=${variant.weightText}`, value: variant.value, variant: variant.key };
}

function order(left: number | bigint, right: number | bigint): number {
  return left < right ? -1 : Number(left > right);
}

function metadataOf(metadata: Json | undefined): { metadata?: Json } {
  return isTruthy(metadata) ? { metadata } : {};
}
