import { Bool, Int, Text, Uuid } from '#platform/http';
import type { Project } from './project.entity.js';
import type { ProjectTotals } from './project.repository.js';

export class UpdateProjectDto {
  @Text({ max: 2_000 }) name: string;
  @Bool({ optional: true }) hide_disabled_flags?: boolean;
  @Bool({ optional: true }) prevent_flag_defaults?: boolean;
  @Bool({ optional: true }) enable_realtime_updates?: boolean;
  @Bool({ optional: true }) only_allow_lower_case_feature_names?: boolean;
  @Text({ optional: true, nullable: true, blank: true, max: 255, description: 'RE2 syntax' }) feature_name_regex?:
    string | null;
  @Int({ optional: true }) stale_flags_limit_days?: number;
  @Int({ optional: true, nullable: true, min: 0 }) minimum_change_request_approvals?: number | null;
  @Bool({ optional: true }) enforce_feature_owners?: boolean;
}

export class CreateProjectDto extends UpdateProjectDto {
  @Int() organisation: number;
}

export class ProjectDto {
  @Int() id: number;
  @Uuid() uuid: string;
  @Text() name: string;
  @Int() organisation: number;
  @Bool() hide_disabled_flags: boolean;
  @Bool() enable_dynamo_db: boolean;
  @Text() migration_status: string;
  @Bool() use_edge_identities: boolean;
  @Bool() prevent_flag_defaults: boolean;
  @Bool() enable_realtime_updates: boolean;
  @Bool() only_allow_lower_case_feature_names: boolean;
  @Text({ nullable: true }) feature_name_regex: string | null;
  @Bool() show_edge_identity_overrides_for_feature: boolean;
  @Int() stale_flags_limit_days: number;
  @Text() edge_v2_migration_status: string;
  @Int({ nullable: true }) minimum_change_request_approvals: number | null;
  @Bool() enforce_feature_owners: boolean;
}

/** With its limits and how much of them is used. */
export class ProjectDetailDto extends ProjectDto {
  @Int() max_segments_allowed: number;
  @Int() max_features_allowed: number;
  @Int() max_segment_overrides_allowed: number;
  @Int() total_features: number;
  @Int() total_segments: number;
}

export function toProject(project: Project): ProjectDto {
  return {
    id: project.id,
    uuid: project.uuid,
    name: project.name,
    organisation: project.organisationId,
    hide_disabled_flags: project.hideDisabledFlags,
    enable_dynamo_db: false,
    migration_status: 'NOT_APPLICABLE',
    use_edge_identities: false,
    prevent_flag_defaults: project.preventFlagDefaults,
    enable_realtime_updates: project.enableRealtimeUpdates,
    only_allow_lower_case_feature_names: project.onlyAllowLowerCaseFeatureNames,
    feature_name_regex: project.featureNameRegex,
    show_edge_identity_overrides_for_feature: false,
    stale_flags_limit_days: project.staleFlagsLimitDays,
    edge_v2_migration_status: 'NOT_STARTED',
    minimum_change_request_approvals: project.minimumChangeRequestApprovals,
    enforce_feature_owners: project.enforceFeatureOwners,
  };
}

export function toProjectDetail(project: Project, totals: ProjectTotals): ProjectDetailDto {
  return {
    ...toProject(project),
    max_segments_allowed: project.maxSegmentsAllowed,
    max_features_allowed: project.maxFeaturesAllowed,
    max_segment_overrides_allowed: project.maxSegmentOverridesAllowed,
    total_features: totals.features,
    total_segments: totals.segments,
  };
}
