import { Bool, Choice, Int, ListOf, Nested, Num, Text } from '#platform/http';
import { MAX_VALUE_LENGTH } from '../flag-value.js';

const TYPES = ['integer', 'string', 'boolean'];

/** A value as text, with what it is read as. */
export class DeclaredValueDto {
  @Choice(TYPES) type: 'integer' | 'string' | 'boolean';
  @Text({ blank: true, max: MAX_VALUE_LENGTH }) value: string;
}

export class DeclaredVariantDto {
  @Int({ description: 'of an option of the feature' }) id: number;
  @Num({ min: 0, max: 100, description: 'percent' }) weight: number;
}

export class DeclaredSegmentDto {
  @Int() id: number;
}

export class DeclareStateDto {
  @Bool({ optional: true }) enabled?: boolean;
  @Nested(() => DeclaredValueDto, { optional: true }) value?: DeclaredValueDto;
  @ListOf(() => DeclaredVariantDto, { optional: true, description: 'of all options of the feature' })
  variants?: DeclaredVariantDto[];
}

export class DeclareOverrideDto extends DeclareStateDto {
  @Nested(() => DeclaredSegmentDto) segment: DeclaredSegmentDto;
  @Int({ optional: true, min: 0, description: '0 is the strongest' }) priority?: number;
}

/** What a flag shall be, or the parts of it that shall change. */
export class DeclareFlagDto {
  @Nested(() => DeclareStateDto, { optional: true }) environment_default?: DeclareStateDto;
  @ListOf(() => DeclareOverrideDto, { optional: true }) segment_overrides?: DeclareOverrideDto[];
}

export class DeclaredDefaultDto {
  @Bool() enabled: boolean;
  @Nested(() => DeclaredValueDto, { nullable: true }) value: DeclaredValueDto | null;
  @ListOf(() => DeclaredVariantDto) variants: DeclaredVariantDto[];
}

export class DeclaredOverrideDto extends DeclaredDefaultDto {
  @Nested(() => DeclaredSegmentDto) segment: DeclaredSegmentDto;
  @Int() priority: number;
}

/** What a flag is in one environment, but for single identities. */
export class DeclaredFlagDto {
  @Nested(() => DeclaredDefaultDto) environment_default: DeclaredDefaultDto;
  @ListOf(() => DeclaredOverrideDto, { description: 'the strongest first' }) segment_overrides: DeclaredOverrideDto[];
}
