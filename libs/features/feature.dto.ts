import { UserSummaryDto, toUserSummary } from '#accounts';
import { GroupSummaryDto, toGroupSummary } from '#organisations';
import { MetadataDto, WriteMetadataDto } from '#metadata';
import { Bool, Choice, DateTime, Int, Ints, ListOf, Nested, Scalar, Text, Uuid } from '#platform/http';
import { CodeReferencesCountDto } from './code-references/code-reference.dto.js';
import type { Feature } from './feature.entity.js';
import { InitialValue } from './flag-value.js';
import { NestedOptionAnswerDto, NestedOptionDto, toNestedOption } from './multivariate/multivariate-option.dto.js';

export class UpdateFeatureDto {
  @Choice(['STANDARD', 'MULTIVARIATE'], { optional: true, description: 'as long as there are no options' })
  type?: 'STANDARD' | 'MULTIVARIATE';
  @Text({ optional: true, nullable: true, blank: true, max: 20_000 }) description?: string | null;
  @Bool({ optional: true }) is_archived?: boolean;
  @Bool({ optional: true }) is_server_key_only?: boolean;
  @Ints({ optional: true, description: 'ids of tags of the same project' }) tags?: number[];
  @ListOf(() => WriteMetadataDto, { optional: true, description: 'replaced as a whole' }) metadata?: WriteMetadataDto[];
}

export class CreateFeatureDto extends UpdateFeatureDto {
  @Text({ max: 2_000 }) name: string;
  @InitialValue({ optional: true, nullable: true }) initial_value?: string | null;
  @Bool({ optional: true }) default_enabled?: boolean;
  @ListOf(() => NestedOptionDto, { optional: true }) multivariate_options?: NestedOptionDto[];
  @Ints({
    optional: true,
    description: 'ids of people who can see the project; whoever creates it, where none is given',
  })
  owners?: number[];
  @Ints({ optional: true, description: 'ids of groups of the organisation' }) group_owners?: number[];
}

/** The state of a feature in the environment that its list was asked for. */
export class ListedStateDto {
  @Int() id: number;
  @Scalar({ nullable: true }) feature_state_value: string | number | boolean | null;
  @Int() environment: number;
  @Int({ nullable: true }) identity: number | null;
  @Int({ nullable: true }) feature_segment: number | null;
  @Bool() enabled: boolean;
}

export class FeatureDto {
  @Int() id: number;
  @Text() name: string;
  @Choice(['STANDARD', 'MULTIVARIATE']) type: string;
  @Bool() default_enabled: boolean;
  @Text({ nullable: true }) initial_value: string | null;
  @DateTime() created_date: string;
  @Text({ nullable: true }) description: string | null;
  @Ints() tags: number[];
  @ListOf(() => NestedOptionAnswerDto) multivariate_options: NestedOptionAnswerDto[];
  @Bool() is_archived: boolean;
  @ListOf(() => UserSummaryDto) owners: UserSummaryDto[];
  @ListOf(() => GroupSummaryDto) group_owners: GroupSummaryDto[];
  @Uuid() uuid: string;
  @Int() project: number;
  @Nested(() => ListedStateDto, { nullable: true }) environment_feature_state: ListedStateDto | null;
  @Nested(() => ListedStateDto, { nullable: true }) segment_feature_state: ListedStateDto | null;
  @Int() num_segment_overrides: number;
  @Int({ nullable: true }) num_identity_overrides: number | null;
  @Bool() is_num_identity_overrides_complete: boolean;
  @Bool() is_server_key_only: boolean;
  @DateTime({ nullable: true }) last_modified_in_any_environment: string | null;
  @DateTime({ nullable: true }) last_modified_in_current_environment: string | null;
  @ListOf(() => MetadataDto) metadata: MetadataDto[];
  @ListOf(() => CodeReferencesCountDto) code_references_counts: CodeReferencesCountDto[];
}

/** What the list adds to a feature when it is asked for one environment. */
export interface InEnvironmentFacts {
  readonly state: ListedStateDto | null;
  readonly identityOverrides: number;
  readonly segmentOverrides: number;
  /** What the segment that was asked for makes of it. */
  readonly segmentState?: ListedStateDto | null;
}

export function toFeature(feature: Feature, facts?: InEnvironmentFacts): FeatureDto {
  return {
    id: feature.id,
    name: feature.name,
    type: feature.type,
    default_enabled: feature.defaultEnabled,
    initial_value: feature.initialValue,
    created_date: feature.createdDate.toISOString(),
    description: feature.description,
    tags: (feature.tags ?? []).map(({ id }) => id),
    multivariate_options: (feature.options ?? []).map(toNestedOption),
    is_archived: feature.isArchived,
    owners: (feature.owners ?? []).map(toUserSummary),
    group_owners: (feature.groupOwners ?? []).map(toGroupSummary),
    uuid: feature.uuid,
    project: feature.projectId,
    environment_feature_state: facts?.state ?? null,
    segment_feature_state: facts?.segmentState ?? null,
    num_segment_overrides: facts?.segmentOverrides ?? 0,
    num_identity_overrides: facts?.identityOverrides || null,
    is_num_identity_overrides_complete: true,
    is_server_key_only: feature.isServerKeyOnly,
    last_modified_in_any_environment: null,
    last_modified_in_current_environment: null,
    metadata: [...(feature.metadata ?? [])],
    code_references_counts: [...(feature.codeReferences ?? [])],
  };
}
