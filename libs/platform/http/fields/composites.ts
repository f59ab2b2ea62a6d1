import { applyDecorators, type Type as Class } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ValidateNested } from 'class-validator';
import { field, type FieldOptions } from './field.js';
import { INT32_MAX } from './scalars.js';

/** What Python calls the kind of a value, which is how the error sentences name it. */
export function pythonTypeName(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  if (value === null) return 'NoneType';
  switch (typeof value) {
    case 'string':
      return 'str';
    case 'boolean':
      return 'bool';
    case 'number':
      return Number.isInteger(value) ? 'int' : 'float';
    default:
      return 'dict';
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** An object of another DTO. */
export function Nested(dto: () => Class, options: FieldOptions = {}): PropertyDecorator {
  const fault = (value: unknown): string | undefined =>
    isObject(value) ? undefined : `Invalid data. Expected a dictionary, but got ${pythonTypeName(value)}.`;
  return applyDecorators(Type(dto), ValidateNested(), field({ fault, schema: { type: () => dto() } }, options));
}

/** A list of objects of another DTO. Faults come back as a list, one member per item. */
export function ListOf(dto: () => Class, options: FieldOptions = {}): PropertyDecorator {
  const fault = (value: unknown): string | undefined =>
    Array.isArray(value) ? undefined : `Expected a list of items but got type "${pythonTypeName(value)}".`;
  return applyDecorators(
    Type(dto),
    ValidateNested({ each: true }),
    field({ fault, schema: { type: () => dto(), isArray: true } }, options),
  );
}

/** A list of whole numbers of 32 bits, such as ids. */
export function Ints(options: FieldOptions = {}): PropertyDecorator {
  const read = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map((one: unknown) => (typeof one === 'string' && /^\d{1,9}$/.test(one) ? Number(one) : one))
      : value;
  const fault = (value: unknown): string | undefined => {
    if (!Array.isArray(value)) return `Expected a list of items but got type "${pythonTypeName(value)}".`;
    return value.every((one) => Number.isInteger(one) && Math.abs(Number(one)) <= INT32_MAX)
      ? undefined
      : 'A valid integer is required.';
  };
  return field({ read, fault, schema: { type: 'integer', isArray: true }, plainList: true }, options);
}

interface TextsOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
  /** How long each may be; then none may be blank. */
  readonly length?: number;
  /** One more thing to check, after all else. */
  readonly also?: (values: readonly string[]) => string | undefined;
}

/** A list of texts. */
export function Texts({ min, max, length, also, ...options }: TextsOptions = {}): PropertyDecorator {
  const fault = (value: unknown): string | undefined => {
    if (!Array.isArray(value)) return `Expected a list of items but got type "${pythonTypeName(value)}".`;
    if (min !== undefined && value.length < min) return `Ensure this field has at least ${min} elements.`;
    if (max !== undefined && value.length > max) return `Ensure this field has no more than ${max} elements.`;
    const texts = value.filter((one): one is string => typeof one === 'string');
    if (texts.length < value.length) return 'Not a valid string.';
    return texts.map((text) => lengthFault(text, length)).find(Boolean) ?? also?.(texts);
  };
  return field({ fault, schema: { type: 'string', isArray: true }, plainList: true }, options);
}

function lengthFault(text: string, length: number | undefined): string | undefined {
  if (text.includes('\u0000')) return 'Null characters are not allowed.';
  if (length === undefined) return undefined;
  if (text.trim() === '') return 'This field may not be blank.';
  return [...text].length > length ? `Ensure this field has no more than ${length} characters.` : undefined;
}

/** A scalar of any type: text, number, boolean, or null where nullable. */
export function Scalar(options: FieldOptions = {}): PropertyDecorator {
  const oneOf = [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }];
  return field({ fault: () => undefined, schema: { oneOf } }, options);
}

/** Whatever JSON can say; the handler looks at it itself. */
export function Anything(options: FieldOptions = {}): PropertyDecorator {
  const oneOf = [
    ...['string', 'number', 'boolean'].map((type) => ({ type })),
    { type: 'array', items: {} },
    { type: 'object', additionalProperties: true },
  ];
  return field({ fault: () => undefined, schema: { oneOf } }, options);
}

/** An object of names the user chose, each with the same kind of value. */
export function Dictionary(values: 'string' | 'number' | 'boolean', options: FieldOptions = {}): PropertyDecorator {
  const fault = (value: unknown): string | undefined =>
    isObject(value) ? undefined : `Expected a dictionary of items but got type "${pythonTypeName(value)}".`;
  return field({ fault, schema: { type: 'object', additionalProperties: { type: values } } }, options);
}
