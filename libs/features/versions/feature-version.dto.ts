import { Bool, DateTime, Int, Ints, ListOf, Text, Uuid } from '#platform/http';
import type { FeatureVersion } from './feature-version.entity.js';
import { WriteVersionStateDto } from './version-state.dto.js';

export class FeatureVersionDto {
  @Uuid() uuid: string;
  @Text({ nullable: true }) description: string | null;
  @Bool() published: boolean;
  @Bool({ description: 'published, and its moment has come; also where another one has followed' }) is_live: boolean;
  @DateTime({ nullable: true }) live_from: string | null;
  @DateTime() created_at: string;
  @DateTime() updated_at: string;
  @Int({ nullable: true }) created_by: number | null;
  @Int({ nullable: true }) published_by: number | null;
}

export class FeatureVersionDetailDto extends FeatureVersionDto {
  @Int() feature: number;
  @Int() environment: number;
  @Uuid({ nullable: true }) previous_version_uuid: string | null;
}

export class CreateFeatureVersionDto {
  @Text({ optional: true, nullable: true, blank: true, max: 20_000 }) description?: string | null;
  @DateTime({ optional: true, nullable: true, description: 'from when on it shall count' }) live_from?: string | null;
  @ListOf(() => WriteVersionStateDto, { optional: true, nullable: true, description: 'overrides of segments only' })
  feature_states_to_create?: WriteVersionStateDto[] | null;
  @ListOf(() => WriteVersionStateDto, {
    optional: true,
    nullable: true,
    description: 'the override of the segment, or without `feature_segment` the default',
  })
  feature_states_to_update?: WriteVersionStateDto[] | null;
  @Ints({ optional: true, nullable: true }) segment_ids_to_delete_overrides?: number[] | null;
  @Bool({ optional: true }) publish_immediately?: boolean;
}

export class PublishFeatureVersionDto {
  @DateTime({ optional: true, description: 'from when on it counts; at once where it is not given' })
  live_from?: string;
}

export class PublishedFeatureVersionDto {
  @DateTime({ nullable: true }) live_from: string | null;
}

export function toFeatureVersion(version: FeatureVersion): FeatureVersionDto {
  return {
    uuid: version.uuid,
    description: version.description,
    published: version.publishedAt !== null,
    is_live: version.isLive,
    live_from: version.liveFrom?.toISOString() ?? null,
    created_at: version.createdAt.toISOString(),
    updated_at: version.updatedAt.toISOString(),
    created_by: version.createdById,
    published_by: version.publishedById,
  };
}

export function toFeatureVersionDetail(
  version: FeatureVersion,
  before: FeatureVersion | undefined,
): FeatureVersionDetailDto {
  return {
    ...toFeatureVersion(version),
    feature: version.featureId,
    environment: version.environmentId,
    previous_version_uuid: before?.uuid ?? null,
  };
}
