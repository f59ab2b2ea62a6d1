import { field, INT32_MAX, type FieldOptions } from '#platform/http';

export type ValueType = 'unicode' | 'int' | 'bool';
export type Scalar = string | number | boolean | null;

/** A value as it is stored: the type says which of the three counts, the others keep what was stored under them last. */
export interface FlagValue {
  type: ValueType;
  stringValue: string | null;
  integerValue: number | null;
  booleanValue: boolean | null;
}

export const MAX_VALUE_LENGTH = 20_000;
const TOO_LONG = `Ensure this field has no more than ${MAX_VALUE_LENGTH} characters.`;

/** The scalar that SDKs see. */
export function scalarOf({ type, stringValue, integerValue, booleanValue }: FlagValue): Scalar {
  if (type === 'int') return integerValue;
  return type === 'bool' ? booleanValue : stringValue;
}

/** A scalar as it is stored. A fraction is text: flags know whole numbers only. */
export function valueOf(scalar: Scalar): FlagValue {
  const empty: FlagValue = { type: 'unicode', stringValue: null, integerValue: null, booleanValue: null };
  if (typeof scalar === 'boolean') return { ...empty, type: 'bool', booleanValue: scalar };
  if (typeof scalar === 'number') {
    return Number.isInteger(scalar)
      ? { ...empty, type: 'int', integerValue: scalar }
      : { ...empty, stringValue: String(scalar) };
  }
  return { ...empty, stringValue: scalar };
}

/**
 * A feature's initial value is text; this is what its states begin with. // upstream: observed "Feature states and values":
 * "007" is 7, "+5" is 5, "TRUE" and anything from 2147483647 on stays text.
 */
export function valueOfText(text: string | null): FlagValue {
  if (text === null) return valueOf(null);
  if (/^(true|True)$/.test(text)) return valueOf(true);
  if (/^(false|False)$/.test(text)) return valueOf(false);
  const number = /^\s*[+-]?\d{1,15}\s*$/.test(text) ? Number(text) : Number.NaN;
  return Math.abs(number) < INT32_MAX ? valueOf(number) : valueOf(text);
}

/** The initial value of a feature: any scalar, kept as text. */
export function InitialValue(options: FieldOptions = {}): PropertyDecorator {
  const read = (value: unknown): unknown => {
    if (typeof value === 'boolean') return value ? 'True' : 'False';
    if (typeof value === 'number') return String(value);
    return typeof value === 'string' ? value.trim() : value;
  };
  const fault = (value: unknown): string | undefined => {
    if (typeof value !== 'string') return 'Not a valid string.';
    if (value.includes('\u0000')) return 'Null characters are not allowed.';
    return [...value].length > MAX_VALUE_LENGTH ? TOO_LONG : undefined;
  };
  return field({ read, fault, schema: { type: 'string', maxLength: MAX_VALUE_LENGTH } }, options);
}

/** What is wrong with a scalar that somebody wants to store, by the name of the field that it would be stored in. */
export function scalarFault(scalar: unknown): { field: string; sentence: string } | undefined {
  if (typeof scalar === 'string') {
    if (scalar.includes('\u0000')) return { field: 'string_value', sentence: 'Null characters are not allowed.' };
    return [...scalar].length > MAX_VALUE_LENGTH ? { field: 'string_value', sentence: TOO_LONG } : undefined;
  }
  if (typeof scalar === 'number' && Number.isInteger(scalar) && Math.abs(scalar) > INT32_MAX)
    return { field: 'integer_value', sentence: `Ensure this value is less than or equal to ${INT32_MAX}.` };
  if (scalar === null || typeof scalar === 'number' || typeof scalar === 'boolean') return undefined;
  return { field: 'string_value', sentence: 'Not a valid string.' };
}
