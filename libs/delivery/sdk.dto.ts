import { ApiProperty } from '@nestjs/swagger';
import { Anything, Bool, Choice, DateTime, Int, ListOf, Nested, Scalar, Text } from '#platform/http';
import { LIMITS, type TraitValue } from './incoming-trait.js';

/** What an SDK is told of the feature behind a flag. Null where the environment hides sensitive data. */
export class SdkFeatureDto {
  @Int() id: number;
  @Text() name: string;
  @DateTime({ nullable: true }) created_date: string | null;
  @Text({ nullable: true }) description: string | null;
  @Text({ nullable: true }) initial_value: string | null;
  @Bool({ nullable: true }) default_enabled: boolean | null;
  @Choice(['STANDARD', 'MULTIVARIATE']) type: string;
}

export class FlagDto {
  @Int({ nullable: true }) id: number | null;
  @Nested(() => SdkFeatureDto) feature: SdkFeatureDto;
  @Scalar({ nullable: true }) feature_state_value: string | number | boolean | null;
  @Int({ nullable: true }) environment: number | null;
  @Int({ nullable: true }) identity: number | null;
  @Int({ nullable: true }) feature_segment: number | null;
  @Bool() enabled: boolean;
}

export class IdentityFlagDto extends FlagDto {
  @Text({ nullable: true, description: 'key of the option, `control`, or null for a standard flag' }) variant:
    string | null;
}

export class SdkTraitDto {
  @Int({ nullable: true, description: 'null until it has been stored' }) id: number | null;
  @Text() trait_key: string;
  @Scalar({ nullable: true }) trait_value: TraitValue;
  @Bool() transient: boolean;
}

export class IdentityFlagsDto {
  @Text() identifier: string;
  @ListOf(() => SdkTraitDto) traits: SdkTraitDto[];
  @ListOf(() => IdentityFlagDto) flags: IdentityFlagDto[];
}

export class MissingIdentifierDto {
  @Text() detail: string;
}

export class WriteTraitDto {
  @Text({ max: LIMITS.key }) trait_key: string;
  @Anything({
    nullable: true,
    description: 'text, number or true/false; null deletes the trait, lists and objects become text',
  })
  trait_value: unknown;
  @Bool({ optional: true, description: 'evaluated but not stored' }) transient?: boolean;
}

export class IdentifyDto {
  @Text({
    optional: true,
    nullable: true,
    blank: true,
    max: LIMITS.identifier,
    description: 'without one the identity is anonymous, and nothing is stored',
  })
  identifier?: string | null;
  @ListOf(() => WriteTraitDto, { optional: true }) traits?: WriteTraitDto[];
  @Bool({ optional: true, description: 'nothing is stored' }) transient?: boolean;
}

export class EnvironmentDocumentDto {
  @Int() id: number;
  @Text() api_key: string;
  @Text() name: string;
  @DateTime() updated_at: string;
  @Bool() allow_client_traits: boolean;
  @Bool() hide_sensitive_data: boolean;
  @Bool({ nullable: true }) hide_disabled_flags: boolean | null;
  @Bool() use_identity_composite_key_for_hashing: boolean;
  @Bool() use_identity_overrides_in_local_eval: boolean;
  @ApiProperty({ type: 'object', additionalProperties: true }) project: object;
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } }) feature_states: object[];
  @ApiProperty({ type: 'array', items: { type: 'object', additionalProperties: true } }) identity_overrides: object[];
}
