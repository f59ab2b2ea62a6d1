import { Invalid, type Faults } from '#platform/errors';
import type { WriteConditionDto, WriteRuleDto, WriteSubRuleDto } from './segment.dto.js';
import type { SegmentCondition, SegmentRule, SegmentSubRule } from './segment.entity.js';

const MAX_CONDITIONS = 100;
const BLANK = 'This field may not be blank.';

/**
 * What no single field can tell.
 * @throws Invalid for no rules at all, too deep ones, too many conditions, and conditions about nothing
 */
export function checkRules(rules: readonly WriteRuleDto[]): void {
  if (rules.length === 0) throw new Invalid({ rules: { non_field_errors: ['This list may not be empty.'] } });
  const subRules = rules.flatMap((rule) => rule.rules ?? []);
  if (subRules.some((rule) => isNested(rule)))
    throw Invalid.field('segment', 'Rules must not be nested more than 2 levels deep.');
  const conditions = [...rules, ...subRules].flatMap((rule) => rule.conditions ?? []);
  if (conditions.some(isAboutNothing)) throw new Invalid({ rules: rules.map(faultsOf) });
  if (conditions.length > MAX_CONDITIONS)
    throw Invalid.field(
      'segment',
      `The segment has ${conditions.length} conditions, which exceeds the maximum condition count of ${MAX_CONDITIONS}.`,
    );
}

/** Rules as they are stored; each rule and condition takes an id. */
export function rulesOf(rules: readonly WriteRuleDto[], nextId: () => number): SegmentRule[] {
  return kept(rules).map((rule) => ({
    ...subRuleOf(rule, nextId),
    rules: kept(rule.rules ?? []).map((inner) => subRuleOf(inner, nextId)),
  }));
}

/** The same rules with ids of their own. */
export function copyRules(rules: readonly SegmentRule[], nextId: () => number): SegmentRule[] {
  const copy = ({ type, conditions }: SegmentSubRule): SegmentSubRule => ({
    id: nextId(),
    type,
    conditions: conditions.map((condition) => ({ ...condition, id: nextId() })),
  });
  return rules.map((rule) => ({ ...copy(rule), rules: rule.rules.map(copy) }));
}

/** How many ids rules take. */
export function sizeOf(rules: readonly { conditions?: unknown[]; rules?: { conditions?: unknown[] }[] }[]): number {
  const flat = rules.flatMap((rule) => [rule, ...(rule.rules ?? [])]);
  return flat.reduce((sum, { conditions = [] }) => sum + 1 + conditions.length, 0);
}

function subRuleOf({ type, conditions = [] }: WriteSubRuleDto | WriteRuleDto, nextId: () => number): SegmentSubRule {
  return { id: nextId(), type, conditions: kept(conditions).map((condition) => conditionOf(condition, nextId())) };
}

function conditionOf({ operator, property, value, description }: WriteConditionDto, id: number): SegmentCondition {
  return { id, operator, property: property ?? null, value: value ?? 'None', description: description ?? null };
}

function kept<T extends { delete?: boolean }>(list: readonly T[]): T[] {
  return list.filter((one) => !one.delete);
}

function isNested({ rules }: WriteSubRuleDto): boolean {
  return Array.isArray(rules) ? rules.length > 0 : rules !== undefined && rules !== null;
}

function isAboutNothing({ operator, property }: WriteConditionDto): boolean {
  return operator !== 'PERCENTAGE_SPLIT' && (property === undefined || property === null);
}

function faultsOf(rule: WriteSubRuleDto | WriteRuleDto): Faults {
  const ofConditions = (rule.conditions ?? []).map((one): Faults => (isAboutNothing(one) ? { property: [BLANK] } : {}));
  const ofRules = Array.isArray(rule.rules) ? rule.rules.map(faultsOf) : [];
  return {
    ...(ofConditions.some(hasFault) ? { conditions: ofConditions } : {}),
    ...(ofRules.some(hasFault) ? { rules: ofRules } : {}),
  };
}

function hasFault(faults: Faults): boolean {
  return Object.keys(faults).length > 0;
}
