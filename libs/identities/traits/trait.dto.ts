import { PartialType } from '@nestjs/swagger';
import { Anything, Bool, Choice, DateTime, Int, Num, Text, Texts } from '#platform/http';
import type { Identity } from '../identity.entity.js';
import { storedValue, type StoredTrait, type Trait, type TraitType } from '../traits.js';

const TYPES = ['unicode', 'int', 'bool', 'float'];

export class WriteIdentityTraitDto {
  @Text({ max: 200 }) trait_key: string;
  @Choice(TYPES, { optional: true, nullable: true, description: 'which of the four counts; text, where none is given' })
  value_type?: TraitType | null;
  @Int({ optional: true, nullable: true }) integer_value?: number | null;
  @Text({ optional: true, nullable: true, blank: true, max: 2_000 }) string_value?: string | null;
  @Bool({ optional: true, nullable: true }) boolean_value?: boolean | null;
  @Num({ optional: true, nullable: true }) float_value?: number | null;
}

export class PatchIdentityTraitDto extends PartialType(WriteIdentityTraitDto, { skipNullProperties: false }) {}

export class IdentityTraitDto {
  @Int() id: number;
  @Text() trait_key: string;
  @Choice(TYPES) value_type: string;
  @Int({ nullable: true }) integer_value: number | null;
  @Text({ nullable: true }) string_value: string | null;
  @Bool({ nullable: true }) boolean_value: boolean | null;
  @Num({ nullable: true }) float_value: number | null;
  @DateTime({ description: 'when its identity was made' }) created_date: string;
}

export class TraitKeysDto {
  @Texts() keys: string[];
}

export class DeleteTraitsDto {
  @Anything({ optional: true, nullable: true, description: 'the key of a trait' }) key?: unknown;
}

const COLUMNS = { unicode: 'string_value', int: 'integer_value', bool: 'boolean_value', float: 'float_value' } as const;

export function toTrait(identity: Identity, { id, key, type, value }: Trait): IdentityTraitDto {
  return {
    id,
    trait_key: key,
    value_type: type,
    integer_value: type === 'int' && typeof value === 'number' ? value : null,
    string_value: type === 'unicode' && typeof value === 'string' ? value : null,
    boolean_value: type === 'bool' && typeof value === 'boolean' ? value : null,
    float_value: type === 'float' && typeof value === 'number' ? value : null,
    created_date: identity.createdDate.toISOString(),
  };
}

/** Type and value as the document keeps them; what is not given stays as it was, unless the type is another. */
export function traitFrom(input: PatchIdentityTraitDto, before?: StoredTrait): Omit<StoredTrait, 'id'> {
  const type = input.value_type ?? before?.type ?? 'unicode';
  const kept = before?.type === type ? (before.value ?? null) : null;
  return { ...storedValue(input[COLUMNS[type]] === undefined ? kept : (input[COLUMNS[type]] ?? null)), type };
}
