import { isEmail } from 'class-validator';
import { Float } from '#evaluation';
import { pythonText } from '../python-text.js';
import { field, type FieldOptions } from './field.js';

interface TextOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
  /** Whether the empty text is allowed. */
  readonly blank?: boolean;
  /** Whether white space around it is kept. */
  readonly verbatim?: boolean;
  readonly format?: string;
  /** One more thing to check, after the length. */
  readonly also?: (value: string) => string | undefined;
}

const hasNull = (value: string): boolean => value.includes('\u0000');

/** Text. Numbers are read as text, white space around it goes. */
export function Text(options: TextOptions = {}): PropertyDecorator {
  const { min, max, blank, verbatim, format, also } = options;
  const read = (value: unknown): unknown => {
    const text = typeof value === 'number' || value instanceof Float ? pythonText(value) : value;
    return typeof text === 'string' && !verbatim ? text.trim() : text;
  };
  const fault = (value: unknown): string | undefined => {
    if (typeof value !== 'string') return 'Not a valid string.';
    if (value === '' && !blank) return 'This field may not be blank.';
    if (hasNull(value)) return 'Null characters are not allowed.';
    if (typeof value === 'string' && !value.isWellFormed()) return 'Not a valid string.';
    if (max !== undefined && [...value].length > max) return `Ensure this field has no more than ${max} characters.`;
    if (min !== undefined && [...value].length < min) return `Ensure this field has at least ${min} characters.`;
    return also?.(value);
  };
  const lengths = {
    ...(max === undefined ? {} : { maxLength: max }),
    ...(min === undefined ? {} : { minLength: min }),
  };
  return field({ read, fault, schema: { type: 'string', ...lengths, ...(format ? { format } : {}) } }, options);
}

/** An e-mail address. */
export const Email = (options: FieldOptions = {}): PropertyDecorator =>
  Text({
    max: 254,
    format: 'email',
    ...options,
    also: (value) => (isEmail(value) ? undefined : 'Enter a valid email address.'),
  });

const TRUE = new Set<unknown>([
  true,
  1,
  '1',
  'true',
  'True',
  'TRUE',
  't',
  'T',
  'y',
  'Y',
  'yes',
  'Yes',
  'YES',
  'on',
  'On',
  'ON',
]);
const FALSE = new Set<unknown>([
  false,
  0,
  '0',
  'false',
  'False',
  'FALSE',
  'f',
  'F',
  'n',
  'N',
  'no',
  'No',
  'NO',
  'off',
  'Off',
  'OFF',
]);

/** True or false, also as the words and numbers that mean it. */
export function Bool(options: FieldOptions = {}): PropertyDecorator {
  const read = (value: unknown): unknown => (TRUE.has(value) ? true : FALSE.has(value) ? false : value);
  const fault = (value: unknown): string | undefined =>
    typeof value === 'boolean' ? undefined : 'Must be a valid boolean.';
  return field({ read, fault, schema: { type: 'boolean' } }, options);
}

interface IntOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
}

/** The largest whole number of a column, an id, a flag's or a trait's value. */
export const INT32_MAX = 2_147_483_647;

/** A whole number of 32 bits, also written as text. */
export function Int(options: IntOptions = {}): PropertyDecorator {
  const { min = -INT32_MAX - 1, max = INT32_MAX } = options;
  const read = (value: unknown): unknown =>
    typeof value === 'string' && /^\s*-?\d{1,15}(\.0*)?\s*$/.test(value) ? Number(value) : value;
  const fault = (value: unknown): string | undefined => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return 'A valid integer is required.';
    if (value < min) return `Ensure this value is greater than or equal to ${min}.`;
    if (value > max) return `Ensure this value is less than or equal to ${max}.`;
    return undefined;
  };
  return field({ read, fault, schema: { type: 'integer' } }, options);
}

/** A number, also written as text. */
export function Num(options: IntOptions = {}): PropertyDecorator {
  const { min = -Infinity, max = Infinity } = options;
  const read = (value: unknown): unknown =>
    typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;
  const fault = (value: unknown): string | undefined => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return 'A valid number is required.';
    if (value < min) return `Ensure this value is greater than or equal to ${min}.`;
    if (value > max) return `Ensure this value is less than or equal to ${max}.`;
    return undefined;
  };
  return field({ read, fault, schema: { type: 'number' } }, options);
}

/** One of a few words. */
export function Choice(words: readonly string[], options: FieldOptions = {}): PropertyDecorator {
  const fault = (value: unknown): string | undefined =>
    typeof value === 'string' && words.includes(value) ? undefined : `"${shown(value)}" is not a valid choice.`;
  // a nullable enum has to list null, or OpenAPI tools read that null is never there
  const listed = options.nullable ? [...words, null] : [...words];
  return field({ fault, schema: { type: 'string', enum: listed as string[] } }, options);
}

const shown = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i;

/** A UUID. */
export function Uuid(options: FieldOptions = {}): PropertyDecorator {
  const fault = (value: unknown): string | undefined =>
    typeof value === 'string' && UUID.test(value) ? undefined : 'Must be a valid UUID.';
  return field({ fault, schema: { type: 'string', format: 'uuid' } }, options);
}

const DATE_TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/i;
const DATE_TIME_FAULT =
  'Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].';

/** A moment, ISO 8601; without an offset it is UTC. Stays text: `new Date(value)` reads it. */
export function DateTime(options: FieldOptions = {}): PropertyDecorator {
  const read = (value: unknown): unknown =>
    typeof value === 'string' && DATE_TIME.test(value) && !/(Z|[+-]\d\d:?\d\d)$/i.test(value) ? `${value}Z` : value;
  const fault = (value: unknown): string | undefined =>
    typeof value === 'string' && DATE_TIME.test(value) && !Number.isNaN(Date.parse(value))
      ? undefined
      : DATE_TIME_FAULT;
  return field({ read, fault, schema: { type: 'string', format: 'date-time' } }, options);
}
