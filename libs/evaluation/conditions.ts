import type { Json } from './json.js';
import { compileOperator, percentageLimit, type WeighedTest } from './operators.js';
import { QuerySlot, type SlotTable } from './slots.js';

/** One line of a rule. */
export type Condition = {
  readonly property: string;
  readonly operator: string;
  readonly value: Json;
};

/** What a condition needs from where it stands. */
export interface Scope {
  readonly slots: SlotTable;
  readonly segmentKey: string;
  /** Makes ready what answers the percentage of an identity in this segment; NaN without an identity. */
  identityPercentage(): () => number;
}

/** Turns a condition into a test, all that its value says cast in advance. An unknown operator never matches. */
export function compileCondition(condition: Condition, scope: Scope): WeighedTest {
  const { operator, property, value } = condition;
  if (operator === 'PERCENTAGE_SPLIT' && property === '') {
    const limit = percentageLimit(value);
    const percentage = scope.identityPercentage();
    return { test: () => percentage() <= limit, weight: 4 };
  }
  const slot = scope.slots.slot(property);
  const { test, weight } = compileOperator(operator, slot, value, scope.segmentKey);
  if (!(slot instanceof QuerySlot)) return { test, weight };
  const settled = () => {
    slot.settle();
    return test();
  };
  return { test: settled, weight: weight + 1 };
}
