import { Invalid, type Faults } from '#platform/errors';
import { INT32_MAX } from '#platform/http';
import type { Feature } from '../feature.entity.js';
import type { WriteShareDto } from '../states/feature-state.dto.js';
import type { WriteTypedValueDto } from '../states/typed-state.dto.js';
import type { DeclaredValueDto, DeclaredVariantDto, DeclareFlagDto, DeclareStateDto } from './declared-flag.dto.js';

/** What a state shall be; what is not given stays. */
export interface StateChange {
  readonly enabled?: boolean;
  readonly value?: WriteTypedValueDto;
  readonly shares?: readonly WriteShareDto[];
}

export interface OverrideChange extends StateChange {
  readonly segmentId: number;
  readonly priority?: number;
}

/** What shall become of a flag in an environment, all at once or not at all. */
export interface FlagChange {
  readonly environmentDefault?: StateChange;
  readonly overrides?: readonly OverrideChange[];
  /** What is not given is reset, and overrides that are not given are removed. */
  readonly replaces: boolean;
  /**
   * `exact`: a priority is stored as it is given, also where a gap comes of it, and may not be there twice.
   * `ordered`: who is given a place takes it, and the others move.
   */
  readonly places: 'exact' | 'ordered';
}

/** What is wrong with a value, as a sentence. */
export function valueFault({ type, value }: DeclaredValueDto): string | undefined {
  if (type === 'integer' && !(/^[+-]?\d{1,12}$/.test(value) && Math.abs(Number(value)) <= INT32_MAX))
    return `'${value}' is not a valid integer`;
  if (type === 'boolean' && !/^(true|false)$/i.test(value))
    return `'${value}' is not a valid boolean (use 'true' or 'false')`;
  return undefined;
}

/** As it is stored; it has been checked. */
export function typedValue({ type, value }: DeclaredValueDto): WriteTypedValueDto {
  if (type === 'integer') return { type: 'int', integer_value: Number(value) };
  if (type === 'boolean') return { type: 'bool', boolean_value: value.toLowerCase() === 'true' };
  return { type: 'unicode', string_value: value };
}

/** @throws Invalid with the faults in the shape of the input */
export function declaredChange(
  feature: Feature,
  input: DeclareFlagDto,
  replaces: boolean,
  known: ReadonlySet<number>,
): FlagChange {
  const { environment_default: base, segment_overrides: overrides } = input;
  const inDefault = base ? stateFaults(feature, base, replaces) : {};
  const inOverrides = (overrides ?? []).map((override) => ({
    ...stateFaults(feature, override, false),
    ...(known.has(override.segment.id) ? {} : { segment: { id: ['Segment not found.'] } }),
  }));
  const ids = (overrides ?? []).map(({ segment }) => segment.id);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  const faults = {
    ...(isEmpty(inDefault) ? {} : { environment_default: inDefault }),
    ...(twice === undefined ? {} : { segment_overrides: [`Duplicate segment: ${twice}.`] }),
    ...(inOverrides.every(isEmpty) ? {} : { segment_overrides: inOverrides }),
  };
  if (!isEmpty(faults)) throw new Invalid(faults);
  return {
    ...(base ? { environmentDefault: stateChange(base) } : {}),
    ...(overrides
      ? {
          overrides: overrides.map((override) => ({
            ...stateChange(override),
            segmentId: override.segment.id,
            ...(override.priority === undefined ? {} : { priority: override.priority }),
          })),
        }
      : {}),
    replaces,
    places: 'exact',
  };
}

function stateFaults(
  feature: Feature,
  { value, variants }: DeclareStateDto,
  complete: boolean,
): Record<string, Faults> {
  const inValue = value && valueFault(value);
  const inVariants = variantsFault(feature, variants, complete);
  return { ...(inValue ? { value: [inValue] } : {}), ...(inVariants ? { variants: [inVariants] } : {}) };
}

function variantsFault(
  { type, options }: Feature,
  variants: readonly DeclaredVariantDto[] | undefined,
  complete: boolean,
): string | undefined {
  const incomplete = "Must include all feature's variants.";
  if (!variants) return complete && type === 'MULTIVARIATE' ? incomplete : undefined;
  if (type !== 'MULTIVARIATE') return 'Feature is not multivariate.';
  const given = new Set(variants.map(({ id }) => id));
  if ([...given].some((id) => !options.some((option) => option.id === id))) return 'Variant not found.';
  if (options.some(({ id }) => !given.has(id))) return incomplete;
  return variants.reduce((sum, { weight }) => sum + weight, 0) > 100 ? 'Total weight must not exceed 100.' : undefined;
}

function stateChange({ enabled, value, variants }: DeclareStateDto): StateChange {
  return {
    ...(enabled === undefined ? {} : { enabled }),
    ...(value ? { value: typedValue(value) } : {}),
    ...(variants
      ? {
          shares: variants.map(({ id, weight }) => ({
            multivariate_feature_option: id,
            percentage_allocation: weight,
          })),
        }
      : {}),
  };
}

const isEmpty = (faults: object): boolean => Object.keys(faults).length === 0;
