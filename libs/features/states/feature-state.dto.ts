import { Bool, DateTime, Int, ListOf, Nested, Num, Scalar, Text, Uuid } from '#platform/http';
import { scalarOf } from '../flag-value.js';
import type { FeatureState } from './feature-state.entity.js';

export class WriteShareDto {
  @Int() multivariate_feature_option: number;
  @Num({ min: 0, max: 100 }) percentage_allocation: number;
}

export class UpdateFeatureStateDto {
  @Int({ optional: true, description: 'cannot be changed; accepted for clients that send it' }) feature?: number;
  @Bool({ optional: true }) enabled?: boolean;
  @Scalar({ optional: true, nullable: true }) feature_state_value?: string | number | boolean | null;
  @ListOf(() => WriteShareDto, { optional: true }) multivariate_feature_state_values?: WriteShareDto[];
}

export class CreateIdentityOverrideDto extends UpdateFeatureStateDto {
  @Int() declare feature: number;
}

export class CreateFeatureStateDto extends UpdateFeatureStateDto {
  @Int({ optional: true, nullable: true, description: 'whose override it is' }) identity?: number | null;
  @Text({ optional: true, nullable: true, max: 2_000, description: 'the same by name' }) identifier?: string | null;
}

export class ShareDto {
  @Int() id: number;
  @Int() multivariate_feature_option: number;
  @Num() percentage_allocation: number;
}

class StateDto {
  @Int() id: number;
  @Scalar({ nullable: true }) feature_state_value: string | number | boolean | null;
  @ListOf(() => ShareDto) multivariate_feature_state_values: ShareDto[];
  @DateTime({ nullable: true }) deleted_at: string | null;
  @Uuid() uuid: string;
  @Bool() enabled: boolean;
  @DateTime() created_at: string;
  @DateTime() updated_at: string;
  @DateTime({ nullable: true }) live_from: string | null;
  @Int({ nullable: true }) version: number | null;
  @Int() feature: number;
  @Int() environment: number;
  @Int({ nullable: true }) feature_segment: number | null;
  @Int({ nullable: true }) change_request: number | null;
  @Uuid({ nullable: true }) environment_feature_version: string | null;
}

export class FeatureStateDto extends StateDto {
  @Int({ nullable: true }) identity: number | null;
}

export class IdentitySummaryDto {
  @Int() id: number;
  @Text() identifier: string;
}

export class ListedFeatureStateDto extends StateDto {
  @Nested(() => IdentitySummaryDto, { nullable: true }) identity: IdentitySummaryDto | null;
}

/** All that a PATCH answers. // upstream: §7.2 */
export class PatchedFeatureStateDto {
  @Int() feature: number;
  @Bool() enabled: boolean;
}

function toState(state: FeatureState): StateDto {
  return {
    id: state.id,
    feature_state_value: scalarOf(state),
    multivariate_feature_state_values: (state.multivariateValues ?? []).map((value) => ({
      id: value.id,
      multivariate_feature_option: value.optionId,
      percentage_allocation: value.percentageAllocation,
    })),
    deleted_at: null,
    uuid: state.uuid,
    enabled: state.enabled,
    created_at: state.createdAt.toISOString(),
    updated_at: state.updatedAt.toISOString(),
    live_from: state.liveFrom?.toISOString() ?? null,
    version: state.version,
    feature: state.featureId,
    environment: state.environmentId,
    feature_segment: state.featureSegmentId,
    change_request: null,
    environment_feature_version: state.environmentFeatureVersion,
  };
}

export function toFeatureState(state: FeatureState): FeatureStateDto {
  return { ...toState(state), identity: state.identityId };
}

export function toListedFeatureState(
  state: FeatureState,
  identity: IdentitySummaryDto | null = null,
): ListedFeatureStateDto {
  return { ...toState(state), identity };
}
