import { Anything, Int, Nested, Scalar, Text } from '#platform/http';
import { LIMITS, type TraitValue } from '../incoming-trait.js';

export class TraitIdentityDto {
  @Text({ max: LIMITS.identifier }) identifier: string;
}

export class SetTraitDto {
  @Nested(() => TraitIdentityDto) identity: TraitIdentityDto;
  @Text({ max: LIMITS.key }) trait_key: string;
  @Anything({ nullable: true, description: 'text, number or true/false; null deletes the trait in bulk' })
  trait_value: unknown;
}

export class TraitSetDto {
  @Nested(() => TraitIdentityDto) identity: TraitIdentityDto;
  @Scalar({ nullable: true }) trait_value: TraitValue;
  @Text() trait_key: string;
}

export class IncrementTraitDto {
  @Text({ max: LIMITS.identifier }) identifier: string;
  @Text({ max: LIMITS.key }) trait_key: string;
  @Int() increment_by: number;
}

export class TraitIncrementedDto {
  @Text() trait_key: string;
  @Int() trait_value: number;
  @Text() identifier: string;
}
