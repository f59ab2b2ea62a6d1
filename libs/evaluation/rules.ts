import { compileCondition, type Condition, type Scope } from './conditions.js';
import { never, type Test, type WeighedTest } from './operators.js';

/** Conditions and further rules under one quantifier: ALL, ANY or NONE. */
export type Rule = {
  readonly type: string;
  readonly conditions: readonly Condition[];
  readonly rules: readonly Rule[];
};

/** A rule that is nested deeper than this never matches. */
const MAX_DEPTH = 250;

/** Whether a segment with these rules matches: it has rules, and all of them are true. reference: §1.3 */
export function compileRules(rules: readonly Rule[], scope: Scope): Test {
  if (rules.length === 0) return never;
  return every(rules.map((rule) => compileRule(rule, scope, 0))).test;
}

/** The conditions AND the sub-rules, each group under the rule's quantifier; an empty group is true. */
function compileRule(rule: Rule, scope: Scope, depth: number): WeighedTest {
  if (depth > MAX_DEPTH) return { test: never, weight: 0 };
  const conditions = rule.conditions.map((condition) => compileCondition(condition, scope));
  const rules = rule.rules.map((inner) => compileRule(inner, scope, depth + 1));
  return every([conditions, rules].filter((group) => group.length > 0).map((group) => quantified(rule.type, group)));
}

function quantified(type: string, group: readonly WeighedTest[]): WeighedTest {
  if (type === 'ALL') return every(group);
  if (type === 'ANY') return some(group);
  if (type !== 'NONE') return { test: never, weight: 0 };
  const { test, weight } = some(group);
  return { test: () => !test(), weight };
}

function every(group: readonly WeighedTest[]): WeighedTest {
  const [first, second, ...others] = cheapestFirst(group);
  const weight = weightOf(group);
  if (!first) return { test: () => true, weight };
  if (!second) return { test: first, weight };
  if (others.length === 0) return { test: () => first() && second(), weight };
  const { test } = every(others.map((other) => ({ test: other, weight: 0 })));
  return { test: () => first() && second() && test(), weight };
}

function some(group: readonly WeighedTest[]): WeighedTest {
  const [first, second, ...others] = cheapestFirst(group);
  const weight = weightOf(group);
  if (!first) return { test: never, weight };
  if (!second) return { test: first, weight };
  if (others.length === 0) return { test: () => first() || second(), weight };
  const { test } = some(others.map((other) => ({ test: other, weight: 0 })));
  return { test: () => first() || second() || test(), weight };
}

/** No test throws, so their order shows in the time only. */
function cheapestFirst(group: readonly WeighedTest[]): Test[] {
  return group.toSorted((left, right) => left.weight - right.weight).map(({ test }) => test);
}

function weightOf(group: readonly WeighedTest[]): number {
  return group.reduce((sum, { weight }) => sum + weight, 0);
}
