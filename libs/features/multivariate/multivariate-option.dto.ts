import { Bool, Choice, Int, Num, Text, Uuid } from '#platform/http';
import { MAX_VALUE_LENGTH } from '../flag-value.js';
import type { MultivariateOption } from './multivariate-option.entity.js';

const VALUE_TYPES = ['unicode', 'int', 'bool'];
const SLUG = /^[-a-zA-Z0-9_]+$/;

const keyFault = (key: string): string | undefined => {
  if (!SLUG.test(key)) return 'Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.';
  return key === 'control' ? '"control" is a reserved variant key.' : undefined;
};

/** An option posted together with its feature. */
export class NestedOptionDto {
  @Choice(VALUE_TYPES, { optional: true }) type?: 'unicode' | 'int' | 'bool';
  @Text({ optional: true, nullable: true, blank: true, verbatim: true, max: MAX_VALUE_LENGTH }) string_value?:
    string | null;
  @Int({ optional: true, nullable: true }) integer_value?: number | null;
  @Bool({ optional: true, nullable: true }) boolean_value?: boolean | null;
  @Num({ optional: true, min: 0, max: 100 }) default_percentage_allocation?: number;
}

export class WriteOptionDto extends NestedOptionDto {
  @Int() feature: number;
  @Text({ optional: true, nullable: true, max: 255, also: keyFault }) key?: string | null;
}

export class NestedOptionAnswerDto {
  @Int() id: number;
  @Uuid() uuid: string;
  @Choice(VALUE_TYPES) type: string;
  @Int({ nullable: true }) integer_value: number | null;
  @Text({ nullable: true }) string_value: string | null;
  @Bool({ nullable: true }) boolean_value: boolean | null;
  @Num() default_percentage_allocation: number;
  @Text({ nullable: true }) key: string | null;
}

export class OptionDto extends NestedOptionAnswerDto {
  @Int() feature: number;
}

export function toNestedOption(option: MultivariateOption): NestedOptionAnswerDto {
  return {
    id: option.id,
    uuid: option.uuid,
    type: option.type,
    integer_value: option.integerValue,
    string_value: option.stringValue,
    boolean_value: option.booleanValue,
    default_percentage_allocation: option.defaultPercentageAllocation,
    key: option.key,
  };
}

export function toOption(option: MultivariateOption): OptionDto {
  return { ...toNestedOption(option), feature: option.featureId };
}
