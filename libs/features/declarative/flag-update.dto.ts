import { Bool, Int, ListOf, Nested, Num, Text } from '#platform/http';
import { DeclaredSegmentDto, DeclaredValueDto } from './declared-flag.dto.js';

/** Either of the two. */
export class NamedFeatureDto {
  @Text({ optional: true }) name?: string;
  @Int({ optional: true }) id?: number;
}

class PlacedSegmentDto extends DeclaredSegmentDto {
  @Int({ optional: true, nullable: true, min: 0, description: 'last, where it is not given' }) priority?: number | null;
}

export class UpdateFlagDto {
  @Nested(() => NamedFeatureDto) feature: NamedFeatureDto;
  @Nested(() => PlacedSegmentDto, { optional: true, description: 'the default, where it is not given' })
  segment?: PlacedSegmentDto;
  @Bool() enabled: boolean;
  @Nested(() => DeclaredValueDto) value: DeclaredValueDto;
}

class UpdateFlagDefaultDto {
  @Bool() enabled: boolean;
  @Nested(() => DeclaredValueDto) value: DeclaredValueDto;
}

class UpdateFlagShareDto {
  @Int() multivariate_feature_option: number;
  @Num({ min: 0, max: 100 }) percentage_allocation: number;
}

class UpdateFlagOverrideDto extends UpdateFlagDefaultDto {
  @Int() segment_id: number;
  @Int({ optional: true, nullable: true, min: 0 }) priority?: number | null;
  @ListOf(() => UpdateFlagShareDto, { optional: true }) multivariate_feature_state_values?: UpdateFlagShareDto[];
}

export class UpdateFlagWholeDto {
  @Nested(() => NamedFeatureDto) feature: NamedFeatureDto;
  @Nested(() => UpdateFlagDefaultDto) environment_default: UpdateFlagDefaultDto;
  @ListOf(() => UpdateFlagOverrideDto, { optional: true, description: 'others stay' })
  segment_overrides?: UpdateFlagOverrideDto[];
}

export class DeleteSegmentOverrideDto {
  @Nested(() => NamedFeatureDto) feature: NamedFeatureDto;
  @Nested(() => DeclaredSegmentDto) segment: DeclaredSegmentDto;
}
