import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf, type ValidationArguments } from 'class-validator';

/** What every field may say about itself. */
export interface FieldOptions {
  /** The field may be left out. */
  readonly optional?: boolean;
  /** The field may be null. */
  readonly nullable?: boolean;
  readonly description?: string;
  readonly example?: unknown;
}

/** How one kind of field is read, checked and described. */
export interface FieldKind {
  /** Turns what is on the wire into the value where it can; leaves it as it is where it cannot. */
  readonly read?: (value: unknown) => unknown;
  /** The first thing that is wrong with a value that is neither missing nor null, as a sentence. */
  readonly fault: (value: unknown) => string | undefined;
  readonly schema: ApiPropertyOptions;
  /** A list of scalars: its own faults are told like those of a scalar. */
  readonly plainList?: boolean;
}

export const REQUIRED = 'This field is required.';
export const NOT_NULL = 'This field may not be null.';

/** One decorator that carries coercion, validation and OpenAPI of a property, so that the three can't disagree. */
export function field(kind: FieldKind, options: FieldOptions): PropertyDecorator {
  const fault = (value: unknown): string | undefined => {
    if (value === undefined) return REQUIRED;
    if (value === null) return options.nullable ? undefined : NOT_NULL;
    return kind.fault(value);
  };
  return applyDecorators(
    ...(kind.read ? [Transform(({ value }: { value: unknown }) => (value == null ? value : kind.read?.(value)))] : []),
    ...(options.optional ? [ValidateIf((_, value) => value !== undefined)] : []),
    ...(options.nullable ? [ValidateIf((_, value) => value !== null)] : []),
    ValidateBy({
      name: kind.plainList ? 'plainList' : 'field',
      validator: {
        validate: (value) => fault(value) === undefined,
        defaultMessage: (args?: ValidationArguments) => fault(args?.value) ?? '',
      },
    }),
    ApiProperty(described(kind.schema, options)),
  );
}

/** The OpenAPI side of a field. */
export function described(schema: ApiPropertyOptions, options: FieldOptions): ApiPropertyOptions {
  const { description, example } = options;
  return Object.assign({}, schema, {
    required: !options.optional,
    ...(options.nullable ? { nullable: true } : {}),
    ...(description === undefined ? {} : { description }),
    ...(example === undefined ? {} : { example }),
  });
}
