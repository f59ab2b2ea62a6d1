import { OmitType } from '@nestjs/swagger';
import { Bool, Choice, Int, ListOf, Nested, Text } from '#platform/http';
import { MAX_VALUE_LENGTH, type FlagValue, type ValueType } from '../flag-value.js';
import { FeatureStateDto, toFeatureState, WriteShareDto } from './feature-state.dto.js';
import type { FeatureState } from './feature-state.entity.js';

const VALUE_TYPES = ['unicode', 'int', 'bool'];

export class WriteTypedValueDto {
  @Choice(VALUE_TYPES, { optional: true, description: 'which of the three counts' }) type?: ValueType;
  @Text({ optional: true, nullable: true, blank: true, verbatim: true, max: MAX_VALUE_LENGTH }) string_value?:
    string | null;
  @Int({ optional: true, nullable: true }) integer_value?: number | null;
  @Bool({ optional: true, nullable: true }) boolean_value?: boolean | null;
}

export class WriteTypedStateDto {
  @Int() feature: number;
  @Int() environment: number;
  @Bool({ optional: true }) enabled?: boolean;
  @Nested(() => WriteTypedValueDto, { optional: true }) feature_state_value?: WriteTypedValueDto;
  @ListOf(() => WriteShareDto, { optional: true }) multivariate_feature_state_values?: WriteShareDto[];
}

export class TypedValueDto {
  @Choice(VALUE_TYPES) type: string;
  @Text({ nullable: true }) string_value: string | null;
  @Int({ nullable: true }) integer_value: number | null;
  @Bool({ nullable: true }) boolean_value: boolean | null;
}

export class TypedFeatureStateDto extends OmitType(FeatureStateDto, ['feature_state_value']) {
  @Nested(() => TypedValueDto) feature_state_value: TypedValueDto;
}

export function toTypedValue({ type, stringValue, integerValue, booleanValue }: FlagValue): TypedValueDto {
  return { type, string_value: stringValue, integer_value: integerValue, boolean_value: booleanValue };
}

export function toTypedState(state: FeatureState): TypedFeatureStateDto {
  return { ...toFeatureState(state), feature_state_value: toTypedValue(state) };
}
