import { OmitType } from '@nestjs/swagger';
import { Bool, Int, ListOf, Nested, Uuid } from '#platform/http';
import { toFeatureState, WriteShareDto } from '../states/feature-state.dto.js';
import type { FeatureState } from '../states/feature-state.entity.js';
import { toTypedValue, TypedFeatureStateDto, WriteTypedValueDto } from '../states/typed-state.dto.js';
import type { FeatureSegment } from './feature-segment.entity.js';

class WriteOverridingSegmentDto {
  @Int() segment: number;
  @Int({ optional: true, nullable: true, min: 0, description: 'at the end, where it is not given' }) priority?:
    number | null;
}

export class CreateSegmentOverrideDto {
  @Nested(() => WriteOverridingSegmentDto) feature_segment: WriteOverridingSegmentDto;
  @Bool({ optional: true }) enabled?: boolean;
  @Nested(() => WriteTypedValueDto) feature_state_value: WriteTypedValueDto;
  @ListOf(() => WriteShareDto, { optional: true }) multivariate_feature_state_values?: WriteShareDto[];
}

export class OverridingSegmentDto {
  @Int() id: number;
  @Int() segment: number;
  @Int() priority: number;
  @Uuid() uuid: string;
}

export class SegmentOverrideDto extends OmitType(TypedFeatureStateDto, [
  'feature_segment',
  'version',
  'environment_feature_version',
]) {
  @Nested(() => OverridingSegmentDto) feature_segment: OverridingSegmentDto;
}

export function toSegmentOverride(state: FeatureState, row: FeatureSegment): SegmentOverrideDto {
  const plain = toFeatureState(state);
  return {
    id: plain.id,
    feature: plain.feature,
    enabled: plain.enabled,
    feature_state_value: toTypedValue(state),
    feature_segment: { id: row.id, segment: row.segmentId, priority: row.priority, uuid: row.uuid },
    deleted_at: null,
    uuid: plain.uuid,
    created_at: plain.created_at,
    updated_at: plain.updated_at,
    live_from: plain.live_from,
    environment: plain.environment,
    identity: null,
    change_request: null,
    multivariate_feature_state_values: plain.multivariate_feature_state_values,
  };
}
