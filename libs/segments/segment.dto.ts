import { ApiProperty } from '@nestjs/swagger';
import { MetadataDto, WriteMetadataDto } from '#metadata';
import { Anything, Bool, Choice, DateTime, Int, ListOf, Text, Texts, Uuid } from '#platform/http';
import { ConditionValue } from './condition-value.js';
import type { Segment } from './segment.entity.js';
import { warningsOf } from './segment-warnings.js';

const RULE_TYPES = ['ALL', 'ANY', 'NONE'];
const OPERATORS = [
  'EQUAL',
  'NOT_EQUAL',
  'GREATER_THAN',
  'GREATER_THAN_INCLUSIVE',
  'LESS_THAN',
  'LESS_THAN_INCLUSIVE',
  'CONTAINS',
  'NOT_CONTAINS',
  'REGEX',
  'PERCENTAGE_SPLIT',
  'MODULO',
  'IS_SET',
  'IS_NOT_SET',
  'IN',
];
const DROPPED = { optional: true, description: 'true: as if it were not in the list' };

export class WriteConditionDto {
  @Choice(OPERATORS) operator: string;
  @Text({ optional: true, nullable: true, max: 1_000, description: 'a trait, or a JSONPath that begins with `$.`' })
  property?: string | null;
  @ConditionValue() value?: string | null;
  @Text({ optional: true, nullable: true, blank: true, max: 20_000 }) description?: string | null;
  @Bool(DROPPED) delete?: boolean;
}

/** A rule inside of a rule. */
export class WriteSubRuleDto {
  @Choice(RULE_TYPES) type: string;
  @ListOf(() => WriteConditionDto, { optional: true }) conditions?: WriteConditionDto[];
  @Anything({ optional: true, nullable: true, description: 'empty: rules are not nested deeper' }) rules?: unknown;
  @Bool(DROPPED) delete?: boolean;
}

export class WriteRuleDto {
  @Choice(RULE_TYPES) type: string;
  @ListOf(() => WriteConditionDto, { optional: true }) conditions?: WriteConditionDto[];
  @ListOf(() => WriteSubRuleDto, { optional: true }) rules?: WriteSubRuleDto[];
  @Bool(DROPPED) delete?: boolean;
}

export class WriteSegmentDto {
  @Text({ max: 2_000 }) name: string;
  @Text({ optional: true, nullable: true, blank: true, max: 20_000 }) description?: string | null;
  @ListOf(() => WriteRuleDto) rules: WriteRuleDto[];
  @ListOf(() => WriteMetadataDto, { optional: true, description: 'replaced as a whole' }) metadata?: WriteMetadataDto[];
}

export class CreateSegmentDto extends WriteSegmentDto {
  @Int({ optional: true, nullable: true, description: 'the only feature that it may override' }) feature?:
    number | null;
}

export class CloneSegmentDto {
  @Text({ max: 2_000 }) name: string;
}

export class ConditionDto {
  @Int() id: number;
  @Choice(OPERATORS) operator: string;
  @Text({ nullable: true }) property: string | null;
  @Text() value: string;
  @Text({ nullable: true }) description: string | null;
}

export class SubRuleDto {
  @Int() id: number;
  @Choice(RULE_TYPES) type: string;
  @ListOf(() => ConditionDto) conditions: ConditionDto[];
}

export class RuleDto extends SubRuleDto {
  @ListOf(() => SubRuleDto) rules: SubRuleDto[];
}

export class SegmentDto {
  @Int() id: number;
  @Uuid() uuid: string;
  @DateTime() created_at: string;
  @DateTime() updated_at: string;
  @Text() name: string;
  @Text({ nullable: true }) description: string | null;
  @Int() project: number;
  @Int({ nullable: true }) feature: number | null;
  @Int() version_of: number;
  @ListOf(() => RuleDto) rules: RuleDto[];
  @ListOf(() => MetadataDto) metadata: MetadataDto[];
  @ApiProperty({ type: 'array', items: {} }) membership_counts: unknown[];
  @Text({ blank: true }) managed_by: string;
}

/** One segment alone. */
export class SegmentDetailDto extends SegmentDto {
  @Texts({
    optional: true,
    description: 'what cannot be meant, such as a pattern that never matches; absent without any',
  })
  warnings?: string[];
}

export function toSegmentDetail(segment: Segment): SegmentDetailDto {
  const warnings = warningsOf(segment.rules);
  return { ...toSegment(segment), ...(warnings.length > 0 ? { warnings } : {}) };
}

export function toSegment(segment: Segment): SegmentDto {
  return {
    id: segment.id,
    uuid: segment.uuid,
    created_at: segment.createdAt.toISOString(),
    updated_at: segment.updatedAt.toISOString(),
    name: segment.name,
    description: segment.description,
    project: segment.projectId,
    feature: segment.featureId,
    version_of: segment.id,
    rules: segment.rules,
    metadata: [...(segment.metadata ?? [])],
    membership_counts: [],
    managed_by: '',
  };
}
