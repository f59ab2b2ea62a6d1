import { UserSummaryDto, toUserSummary } from '#accounts';
import { GroupSummaryDto, toGroupSummary } from '#organisations';
import { Bool, Choice, DateTime, Int, Ints, ListOf, Text } from '#platform/http';
import type { Feature } from '../feature.entity.js';

export class OwnersDto {
  @Ints() user_ids: number[];
}

export class GroupOwnersDto {
  @Ints() group_ids: number[];
}

/** A feature with those who own it. */
export class OwnedFeatureDto {
  @Int() id: number;
  @Text() name: string;
  @DateTime() created_date: string;
  @Text({ nullable: true }) description: string | null;
  @Text({ nullable: true }) initial_value: string | null;
  @Bool() default_enabled: boolean;
  @Choice(['STANDARD', 'MULTIVARIATE']) type: string;
  @ListOf(() => UserSummaryDto) owners: UserSummaryDto[];
  @ListOf(() => GroupSummaryDto) group_owners: GroupSummaryDto[];
  @Bool() is_server_key_only: boolean;
}

export function toOwnedFeature(feature: Feature): OwnedFeatureDto {
  return {
    id: feature.id,
    name: feature.name,
    created_date: feature.createdDate.toISOString(),
    description: feature.description,
    initial_value: feature.initialValue,
    default_enabled: feature.defaultEnabled,
    type: feature.type,
    owners: feature.owners.map(toUserSummary),
    group_owners: feature.groupOwners.map(toGroupSummary),
    is_server_key_only: feature.isServerKeyOnly,
  };
}
