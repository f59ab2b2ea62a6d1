import { RE2JS } from 're2js';
import { Float, isDictionary, isList, member, members, sizeOf, type Json } from './json.js';
import { compareText } from './text.js';

/** A comparison inside of a filter; undefined is RFC 9535's "Nothing", which equals itself only. */
export function compareValues(operator: string, left: Json | undefined, right: Json | undefined): boolean {
  if (operator === '==') return isEqual(left, right);
  if (operator === '!=') return !isEqual(left, right);
  if (operator === '<') return isLess(left, right);
  if (operator === '>') return isLess(right, left);
  return isEqual(left, right) || (operator === '<=' ? isLess(left, right) : isLess(right, left));
}

/** The functions `match` (the whole text) and `search` (any part of it), with patterns of RFC 9485. */
export function matchesText(name: 'match' | 'search', text: Json | undefined, pattern: Json | undefined): boolean {
  if (typeof text !== 'string' || typeof pattern !== 'string') return false;
  // The dot of RFC 9485 leaves out the carriage return as well.
  const translated = pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\./gs, (part) => (part === '.' ? '[^\\n\\r]' : part));
  try {
    const regex = RE2JS.compile(translated);
    return name === 'match' ? regex.testExact(text) : regex.test(text);
  } catch {
    return false;
  }
}

function isLess(left: Json | undefined, right: Json | undefined): boolean {
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right) < 0;
  const [leftNumber, rightNumber] = [numberOf(left), numberOf(right)];
  return leftNumber !== undefined && rightNumber !== undefined && leftNumber < rightNumber;
}

function isEqual(left: Json | undefined, right: Json | undefined): boolean {
  const [leftNumber, rightNumber] = [numberOf(left), numberOf(right)];
  // Loosely: one side may be a bigint, the other a float.
  if (leftNumber !== undefined && rightNumber !== undefined) return leftNumber == rightNumber;
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, index) => isEqual(item, right[index]));
  }
  if (isDictionary(left) && isDictionary(right)) {
    if (sizeOf(left) !== sizeOf(right)) return false;
    return Array.from(members(left)).every(([name, item]) => isEqual(item, member(right, name)));
  }
  return left === right;
}

function numberOf(value: Json | undefined): number | bigint | undefined {
  if (value instanceof Float) return value.value;
  return typeof value === 'number' || typeof value === 'bigint' ? value : undefined;
}
