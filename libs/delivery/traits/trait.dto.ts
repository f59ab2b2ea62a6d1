import { Anything, Int, Nested, Scalar, Text } from '#platform/http';

export class TraitIdentityDto {
  @Text({ max: 2_000 }) identifier: string;
}

export class SetTraitDto {
  @Nested(() => TraitIdentityDto) identity: TraitIdentityDto;
  @Text({ max: 200 }) trait_key: string;
  @Anything({ nullable: true, description: 'text, number or true/false; null deletes the trait in bulk' })
  trait_value: unknown;
}

export class TraitSetDto {
  @Nested(() => TraitIdentityDto) identity: TraitIdentityDto;
  @Scalar({ nullable: true }) trait_value: string | number | boolean | null;
  @Text() trait_key: string;
}

export class IncrementTraitDto {
  @Text({ max: 2_000 }) identifier: string;
  @Text({ max: 200 }) trait_key: string;
  @Int() increment_by: number;
}

export class TraitIncrementedDto {
  @Text() trait_key: string;
  @Int() trait_value: number;
  @Text() identifier: string;
}
