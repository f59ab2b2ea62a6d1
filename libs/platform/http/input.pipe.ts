import { Injectable, type ArgumentMetadata, type PipeTransform, type Type } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { Invalid, type Faults } from '#platform/errors';
import { pythonTypeName } from './fields/index.js';
import { withUnticked } from './form-body.js';

const PRIMITIVES = new Set<unknown>([String, Boolean, Number, Array, Object, undefined]);

/** Makes the DTO that a handler declares out of a body or query: coerced, checked, and without what was not declared. */
@Injectable()
export class InputPipe implements PipeTransform {
  async transform(value: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if ((type !== 'body' && type !== 'query') || !metatype || PRIMITIVES.has(metatype)) return value;
    return readInput(metatype, value);
  }
}

/**
 * @throws Invalid with the faults in the shape of the input
 */
export async function readInput<T extends object>(dto: Type<T>, value: unknown): Promise<T> {
  const given = value ?? {};
  if (typeof given !== 'object' || Array.isArray(given))
    throw Invalid.whole(`Invalid data. Expected a dictionary, but got ${pythonTypeName(given)}.`);
  const input = plainToInstance(dto, withUnticked(dto, given));
  const errors = await validate(input, { whitelist: true, forbidUnknownValues: false });
  if (errors.length > 0) throw new Invalid(treeOf(errors));
  return input;
}

/**
 * The same for a body that is a list: `@Body(ManyOf(TraitDto)) traits`.
 * @throws Invalid with one member per item, `{}` for those in order
 */
export function ManyOf<T extends object>(dto: Type<T>): PipeTransform<unknown, Promise<T[]>> {
  return {
    async transform(value) {
      if (!Array.isArray(value))
        throw Invalid.whole(`Expected a list of items but got type "${pythonTypeName(value)}".`);
      const outcomes = await Promise.allSettled(value.map((item) => readInput(dto, item)));
      const faults = outcomes.map((one): Faults => (one.status === 'rejected' ? faultsOf(one.reason) : {}));
      if (outcomes.some((one) => one.status === 'rejected')) throw new Invalid(faults);
      return outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    },
  };
}

function faultsOf(reason: unknown): Faults {
  if (reason instanceof Invalid) return reason.faults;
  throw reason;
}

function treeOf(errors: ValidationError[]): { [field: string]: Faults } {
  return Object.fromEntries(errors.map((error) => [error.property, faultsIn(error)]));
}

function faultsIn(error: ValidationError): Faults {
  const plain = error.constraints?.['plainList'];
  if (plain) return [plain];
  const own = error.constraints?.['field'];
  if (own)
    return own.startsWith('Invalid data.') || own.startsWith('Expected a list of items but got type')
      ? { non_field_errors: [own] }
      : [own];
  const children = error.children ?? [];
  if (!Array.isArray(error.value)) return treeOf(children);
  return error.value.map((item, index): Faults => {
    const child = children.find(({ property }) => property === String(index));
    if (!child) return {};
    if (child.children?.length) return treeOf(child.children);
    return { non_field_errors: [`Invalid data. Expected a dictionary, but got ${pythonTypeName(item)}.`] };
  });
}
