import { MetadataDto, WriteMetadataDto } from '#metadata';
import { Bool, DateTime, Int, ListOf, Text, Uuid } from '#platform/http';
import type { Environment } from './environment.entity.js';
import type { EnvironmentApiKey } from './api-keys/environment-api-key.entity.js';

/** `ser.` is how SDKs and this server know a server-side key. */
const clientKeyFault = (key: string): string | undefined =>
  key.startsWith('ser.') ? 'A client-side key may not begin with "ser.".' : undefined;

export class UpdateEnvironmentDto {
  @Text({ max: 2_000 }) name: string;
  @Text({
    optional: true,
    max: 100,
    also: clientKeyFault,
    description: 'the client-side key; made up where it is not given',
  })
  api_key?: string;
  @Text({ optional: true, nullable: true, blank: true, max: 20_000 }) description?: string | null;
  @Int({ optional: true, nullable: true, min: 0 }) minimum_change_request_approvals?: number | null;
  @Bool({ optional: true }) allow_client_traits?: boolean;
  @Text({ optional: true, nullable: true, blank: true, max: 255 }) banner_text?: string | null;
  @Text({ optional: true, nullable: true, blank: true, max: 7 }) banner_colour?: string | null;
  @Bool({ optional: true, nullable: true }) hide_disabled_flags?: boolean | null;
  @Bool({ optional: true }) use_identity_composite_key_for_hashing?: boolean;
  @Bool({ optional: true }) hide_sensitive_data?: boolean;
  @Bool({ optional: true }) use_identity_overrides_in_local_eval?: boolean;
  @ListOf(() => WriteMetadataDto, { optional: true, description: 'replaced as a whole' }) metadata?: WriteMetadataDto[];
}

export class CreateEnvironmentDto extends UpdateEnvironmentDto {
  @Int({ optional: true, nullable: true, description: 'without one there is nothing to be allowed on: 403' }) project?:
    number | null;
}

export class CloneEnvironmentDto {
  @Text({ max: 2_000 }) name: string;
  @Bool({ optional: true, description: 'true: states come later, and `is_creating` is true until they are there' })
  clone_feature_states_async?: boolean;
}

export class ClonedEnvironmentDto {
  @Int() id: number;
  @Text() name: string;
  @Text() api_key: string;
  @Int() project: number;
}

export class EnvironmentDto {
  @Int() id: number;
  @Uuid() uuid: string;
  @Text() name: string;
  @Text() api_key: string;
  @Text({ nullable: true }) description: string | null;
  @Int() project: number;
  @Int({ nullable: true }) minimum_change_request_approvals: number | null;
  @Bool() allow_client_traits: boolean;
  @Text({ nullable: true }) banner_text: string | null;
  @Text({ nullable: true }) banner_colour: string | null;
  @Bool({ nullable: true }) hide_disabled_flags: boolean | null;
  @Bool() use_mv_v2_evaluation: boolean;
  @Bool() use_identity_composite_key_for_hashing: boolean;
  @Bool() hide_sensitive_data: boolean;
  @Bool() use_v2_feature_versioning: boolean;
  @Bool() use_identity_overrides_in_local_eval: boolean;
  @Bool() is_creating: boolean;
  @ListOf(() => MetadataDto) metadata: MetadataDto[];
}

export class EnvironmentDetailDto extends EnvironmentDto {
  @Int() total_segment_overrides: number;
}

export class CreateServerKeyDto {
  @Text({ max: 100 }) name: string;
  @Bool({ optional: true }) active?: boolean;
  @DateTime({ optional: true, nullable: true }) expires_at?: string | null;
}

export class UpdateServerKeyDto extends CreateServerKeyDto {}

export class ServerKeyDto {
  @Int() id: number;
  @Text() key: string;
  @Bool() active: boolean;
  @DateTime() created_at: string;
  @Text() name: string;
  @DateTime({ nullable: true }) expires_at: string | null;
}

export function toEnvironment(environment: Environment): EnvironmentDto {
  return {
    id: environment.id,
    uuid: environment.uuid,
    name: environment.name,
    api_key: environment.apiKey,
    description: environment.description,
    project: environment.projectId,
    minimum_change_request_approvals: environment.minimumChangeRequestApprovals,
    allow_client_traits: environment.allowClientTraits,
    banner_text: environment.bannerText,
    banner_colour: environment.bannerColour,
    hide_disabled_flags: environment.hideDisabledFlags,
    use_mv_v2_evaluation: environment.useIdentityCompositeKeyForHashing,
    use_identity_composite_key_for_hashing: environment.useIdentityCompositeKeyForHashing,
    hide_sensitive_data: environment.hideSensitiveData,
    use_v2_feature_versioning: environment.useV2FeatureVersioning,
    use_identity_overrides_in_local_eval: environment.useIdentityOverridesInLocalEval,
    is_creating: environment.isCreating,
    metadata: [...(environment.metadata ?? [])],
  };
}

export function toClonedEnvironment({ id, name, apiKey, projectId }: Environment): ClonedEnvironmentDto {
  return { id, name, api_key: apiKey, project: projectId };
}

export function toServerKey(key: EnvironmentApiKey): ServerKeyDto {
  return {
    id: key.id,
    key: key.key,
    active: key.active,
    created_at: key.createdAt.toISOString(),
    name: key.name,
    expires_at: key.expiresAt?.toISOString() ?? null,
  };
}
