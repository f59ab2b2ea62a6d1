import { Float, isList, members, type Json } from './json.js';
import { floatText } from './numbers.js';

/** Writes JSON without spaces, numbers as Python writes them: 4.0 stays 4.0, ints keep all their digits. */
export function stringifyJson(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(BigInt(value)) : floatJson(value);
  if (value instanceof Float) return floatJson(value.value);
  if (isList(value)) return `[${value.map(stringifyJson).join(',')}]`;
  const parts = Array.from(members(value), ([name, item]) => `${JSON.stringify(name)}:${stringifyJson(item)}`);
  return `{${parts.join(',')}}`;
}

function floatJson(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? 'Infinity' : '-Infinity';
  return floatText(value);
}
