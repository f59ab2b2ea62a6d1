import type { CompilableSegment, Rule } from '#evaluation';
import type { Segment, SegmentSubRule } from './segment.entity.js';

/** A segment as the engine takes it; its key is what percentage splits hash. */
export function compilableSegment({
  id,
  name,
  rules,
}: Readonly<Pick<Segment, 'id' | 'name' | 'rules'>>): CompilableSegment {
  return { key: String(id), name, rules: rules.map((rule) => compilableRule(rule, rule.rules)) };
}

function compilableRule({ type, conditions }: SegmentSubRule, rules: readonly SegmentSubRule[] = []): Rule {
  return {
    type,
    conditions: conditions.map(({ operator, property, value }) => ({ operator, property: property ?? '', value })),
    rules: rules.map((rule) => compilableRule(rule)),
  };
}
