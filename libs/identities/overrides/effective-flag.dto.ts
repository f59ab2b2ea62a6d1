import { Bool, Choice, Int, ListOf, Nested, Num, Scalar, Text } from '#platform/http';

export class CloneOverridesDto {
  @Int({ description: 'the identity whose overrides are copied' }) source_identity_id: number;
}

class FlaggedFeatureDto {
  @Int() id: number;
  @Text() name: string;
  @Choice(['STANDARD', 'MULTIVARIATE']) type: string;
}

class DecidingSegmentDto {
  @Int() id: number;
  @Text() name: string;
}

class SharedOptionDto {
  @Scalar({ nullable: true }) value: string | number | boolean | null;
}

class IdentityShareDto {
  @Nested(() => SharedOptionDto) multivariate_feature_option: SharedOptionDto;
  @Num() percentage_allocation: number;
}

/** What one feature turns out to be for one identity, and because of what. */
export class EffectiveFlagDto {
  @Nested(() => FlaggedFeatureDto) feature: FlaggedFeatureDto;
  @Bool() enabled: boolean;
  @Scalar({ nullable: true }) feature_state_value: string | number | boolean | null;
  @Choice(['IDENTITY', 'SEGMENT'], { nullable: true, description: 'null: nothing, it is the default' })
  overridden_by: string | null;
  @Nested(() => DecidingSegmentDto, { nullable: true }) segment: DecidingSegmentDto | null;
  @ListOf(() => IdentityShareDto) multivariate_feature_state_values: IdentityShareDto[];
}
