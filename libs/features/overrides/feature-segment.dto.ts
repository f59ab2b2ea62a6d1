import { Bool, Int, Text, Uuid } from '#platform/http';
import type { FeatureSegment } from './feature-segment.entity.js';

export class CreateFeatureSegmentDto {
  @Int() feature: number;
  @Int() segment: number;
  @Int({ optional: true, nullable: true, description: 'without one there is nothing to be allowed on: 403' })
  environment?: number | null;
}

export class UpdateFeatureSegmentDto {
  @Int() feature: number;
  @Int() segment: number;
  @Int() environment: number;
}

export class PriorityDto {
  @Int() id: number;
  @Int({ min: 0 }) priority: number;
}

export class FeatureSegmentDto {
  @Int() id: number;
  @Uuid() uuid: string;
  @Int() feature: number;
  @Int() segment: number;
  @Int() environment: number;
  @Int() priority: number;
}

export class ListedFeatureSegmentDto {
  @Int() id: number;
  @Uuid() uuid: string;
  @Int() segment: number;
  @Int() priority: number;
  @Int() environment: number;
  @Text() segment_name: string;
  @Bool() is_feature_specific: boolean;
}

export function toFeatureSegment(row: FeatureSegment): FeatureSegmentDto {
  return {
    id: row.id,
    uuid: row.uuid,
    feature: row.featureId,
    segment: row.segmentId,
    environment: row.environmentId,
    priority: row.priority,
  };
}

/** Needs the segment loaded. */
export function toListedFeatureSegment(row: FeatureSegment): ListedFeatureSegmentDto {
  return {
    id: row.id,
    uuid: row.uuid,
    segment: row.segmentId,
    priority: row.priority,
    environment: row.environmentId,
    segment_name: row.segment.name,
    is_feature_specific: row.segment.featureId !== null,
  };
}
