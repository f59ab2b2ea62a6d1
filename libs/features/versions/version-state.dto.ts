import { OmitType, PartialType } from '@nestjs/swagger';
import { Bool, Int, ListOf, Nested } from '#platform/http';
import type { FeatureSegment } from '../overrides/feature-segment.entity.js';
import { OverridingSegmentDto } from '../overrides/segment-override.dto.js';
import { WriteShareDto } from '../states/feature-state.dto.js';
import type { FeatureState } from '../states/feature-state.entity.js';
import { toTypedState, TypedFeatureStateDto, WriteTypedValueDto } from '../states/typed-state.dto.js';

class WritePlaceDto {
  @Int({ optional: true, description: 'of an override that is there; it cannot be changed' }) id?: number;
  @Int() segment: number;
  @Int({ optional: true, nullable: true, min: 0 }) priority?: number | null;
}

export class WriteVersionStateDto {
  @Nested(() => WritePlaceDto, { optional: true, nullable: true }) feature_segment?: WritePlaceDto | null;
  @Bool({ optional: true }) enabled?: boolean;
  @Nested(() => WriteTypedValueDto) feature_state_value: WriteTypedValueDto;
  @ListOf(() => WriteShareDto, { optional: true }) multivariate_feature_state_values?: WriteShareDto[];
}

export class PatchVersionStateDto extends PartialType(WriteVersionStateDto, { skipNullProperties: false }) {}

export class VersionStateDto extends OmitType(TypedFeatureStateDto, [
  'feature_segment',
  'version',
  'environment_feature_version',
]) {
  @Nested(() => OverridingSegmentDto, { nullable: true }) feature_segment: OverridingSegmentDto | null;
}

/** One state of a version, with its place where it is a segment's. */
export interface VersionState {
  readonly state: FeatureState;
  readonly row: FeatureSegment | null;
}

export function toVersionState({ state, row }: VersionState): VersionStateDto {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars
  const { version, environment_feature_version, ...typed } = toTypedState(state);
  return {
    ...typed,
    feature_segment: row && { id: row.id, segment: row.segmentId, priority: row.priority, uuid: row.uuid },
  };
}
