import { isExpressiblePattern } from '#evaluation';
import type { SegmentRule } from './segment.entity.js';

/** What is accepted and yet cannot be meant, a sentence each. */
export function warningsOf(rules: readonly SegmentRule[]): string[] {
  const conditions = rules.flatMap((rule) => [rule, ...rule.rules]).flatMap((rule) => rule.conditions);
  const sentences = conditions
    .filter(({ operator, value }) => operator === 'REGEX' && !isExpressiblePattern(value))
    .map(
      ({ property, value }) => `The pattern "${value}" for "${property ?? ''}" never matches: RE2 cannot express it.`,
    );
  return [...new Set(sentences)];
}
