import { castsOf, toFloating, type Casts } from './casts.js';
import { bucket } from './hashing.js';
import { isList, type Json } from './json.js';
import { parseJson } from './json-parser.js';
import { parseFloating, pythonText } from './numbers.js';
import { compilePattern } from './patterns.js';
import type { Slot } from './slots.js';
import { compareText } from './text.js';
import { compareVersions } from './versions.js';

/** Answers for the subject that is loaded into the slots. It never throws. */
export type Test = () => boolean;

/** A test, and how costly it is next to others. */
export interface WeighedTest {
  readonly test: Test;
  readonly weight: number;
}

/** The test of an operator on a slot, all that the value says cast in advance. An unknown operator never matches. */
export function compileOperator(operator: string, slot: Slot, value: Json, segmentKey: string): WeighedTest {
  const compares = COMPARISONS.get(operator);
  if (compares) {
    const casts = castsOf(value);
    return { test: compares(slot, casts), weight: casts.versionText === undefined ? 0 : 2 };
  }
  switch (operator) {
    case 'IS_SET':
      return { test: () => slot.kind !== 'missing', weight: 0 };
    case 'IS_NOT_SET':
      return { test: () => slot.kind === 'missing', weight: 0 };
    case 'CONTAINS':
      return { test: contains(slot, castsOf(value)), weight: 1 };
    case 'NOT_CONTAINS':
      return { test: notContains(slot, pythonText(value)), weight: 1 };
    case 'IN':
      return { test: isIn(slot, value), weight: 1 };
    case 'MODULO':
      return { test: modulo(slot, value), weight: 1 };
    case 'REGEX':
      return { test: regex(slot, pythonText(value)), weight: 3 };
    case 'PERCENTAGE_SPLIT':
      return { test: split(slot, percentageLimit(value), segmentKey), weight: 4 };
    default:
      return { test: never, weight: 0 };
  }
}

/** Up to which percentage a split lets in; NaN lets nobody in. */
export function percentageLimit(value: Json): number {
  return toFloating(value) ?? NaN;
}

/** The test that nobody passes. */
export function never(): boolean {
  return false;
}

/** Whether the context value equals the condition's, or undefined where they cannot be compared. */
function isEqual(slot: Slot, casts: Casts): boolean | undefined {
  switch (slot.kind) {
    case 'text':
      if (casts.versionText !== undefined) return zero(orderOfVersions(slot, casts));
      return casts.text === undefined ? undefined : slot.text === casts.text;
    case 'int':
      return casts.int === undefined ? undefined : slot.number === casts.int;
    case 'float':
      return casts.float === undefined ? undefined : slot.number === casts.float;
    case 'bool':
      return slot.truth === casts.bool;
    default:
      return undefined;
  }
}

function zero(order: number | undefined): boolean | undefined {
  return order === undefined ? undefined : order === 0;
}

/** The order of the context value and the condition's: NaN for nan, or where they cannot be compared. */
function orderOf(slot: Slot, casts: Casts): number {
  switch (slot.kind) {
    case 'text':
      if (casts.versionText !== undefined) return orderOfVersions(slot, casts) ?? NaN;
      return casts.text === undefined ? NaN : compareText(slot.text, casts.text);
    case 'int':
      return casts.int === undefined ? NaN : orderOfNumbers(slot.number, casts.int);
    case 'float':
      return casts.float === undefined ? NaN : orderOfNumbers(slot.number, casts.float);
    case 'bool':
      return Number(slot.truth) - Number(casts.bool);
    default:
      return NaN;
  }
}

function orderOfNumbers(left: number | bigint, right: number | bigint): number {
  if (left < right) return -1;
  if (left > right) return 1;
  return left === right ? 0 : NaN;
}

function orderOfVersions(slot: Slot, casts: Casts): number | undefined {
  if (!casts.version) return undefined;
  const version = slot.toVersion();
  return version && compareVersions(version, casts.version);
}

/** reference: §1.5; asked of a version, CONTAINS looks for an equal prerelease or build. */
function contains(slot: Slot, { text, versionText }: Casts): Test {
  if (versionText !== undefined) {
    return () => {
      const version = slot.kind === 'text' ? slot.toVersion() : undefined;
      return version !== undefined && (version.prerelease === versionText || version.build === versionText);
    };
  }
  return text === undefined ? never : () => slot.kind === 'text' && slot.text.includes(text);
}

function notContains(slot: Slot, text: string): Test {
  return () => slot.kind === 'text' && !slot.text.includes(text);
}

function isIn(slot: Slot, value: Json): Test {
  const listed = listOf(value);
  if (!listed) return never;
  return () => {
    if (slot.kind === 'text') return listed.has(slot.text);
    return slot.kind === 'int' && listed.has(String(slot.number));
  };
}

/** reference: §1.7 */
function listOf(value: Json): ReadonlySet<string> | undefined {
  if (isList(value)) return new Set(value.map(pythonText));
  if (typeof value !== 'string') return undefined;
  return new Set(value.startsWith('[') ? jsonList(value) : value.split(','));
}

function jsonList(text: string): string[] {
  try {
    const list = parseJson(text);
    return isList(list) ? list.map(pythonText) : [];
  } catch {
    return text.split(',');
  }
}

function modulo(slot: Slot, value: Json): Test {
  const [divisor, remainder, ...others] = typeof value === 'string' ? value.split('|').map(parseFloating) : [];
  if (divisor === undefined || remainder === undefined || others.length > 0) return never;
  return () => {
    if (slot.kind === 'bool') return floored(Number(slot.truth), divisor) === remainder;
    if (slot.kind !== 'int' && slot.kind !== 'float') return false;
    return floored(Number(slot.number), divisor) === remainder;
  };
}

/** A remainder with the sign of the divisor; NaN for zero, and for an int that no float can hold. */
function floored(dividend: number, divisor: number): number {
  const remainder = dividend % divisor;
  return remainder !== 0 && remainder < 0 !== divisor < 0 ? remainder + divisor : remainder;
}

function regex(slot: Slot, pattern: string): Test {
  const matches = compilePattern(pattern);
  return matches ? () => slot.kind !== 'missing' && matches(slot.toText()) : never;
}

function split(slot: Slot, limit: number, segmentKey: string): Test {
  return () => slot.kind !== 'missing' && bucket([segmentKey, slot.toText()]) <= limit;
}

const COMPARISONS = new Map<string, (slot: Slot, casts: Casts) => Test>([
  ['EQUAL', (slot, casts) => () => isEqual(slot, casts) === true],
  ['NOT_EQUAL', (slot, casts) => () => isEqual(slot, casts) === false],
  ['GREATER_THAN', (slot, casts) => () => orderOf(slot, casts) > 0],
  ['GREATER_THAN_INCLUSIVE', (slot, casts) => () => orderOf(slot, casts) >= 0],
  ['LESS_THAN', (slot, casts) => () => orderOf(slot, casts) < 0],
  ['LESS_THAN_INCLUSIVE', (slot, casts) => () => orderOf(slot, casts) <= 0],
]);
