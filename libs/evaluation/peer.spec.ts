import fc from 'fast-check';
// By path: the package exports its client only, and the engine lies beside it.
import { getEvaluationResult } from '../../node_modules/flagsmith-nodejs/build/esm/flagsmith-engine/index.js';
import { evaluate } from './evaluate.js';
import type { Json } from './json.js';
import { matches } from './testing/contexts.js';

type Context = Parameters<typeof getEvaluationResult>[0];

const is = (property: string, operator: string, value: string) => ({ property, operator, value });
const comparison = fc.constantFrom(
  'EQUAL',
  'NOT_EQUAL',
  'GREATER_THAN',
  'GREATER_THAN_INCLUSIVE',
  'LESS_THAN',
  'LESS_THAN_INCLUSIVE',
);
const word = fc.constantFrom('a', 'abc', 'b', 'B', 'x y', 'é', '-');
const whole = fc.integer({ min: 1, max: 50 }).map(String);
const version = fc
  .tuple(fc.nat(2), fc.nat(12), fc.nat(2), fc.constantFrom('', '-alpha', '-beta.2'))
  .map(([major, minor, patch, rest]) => `${major}.${minor}.${patch}${rest}`);

/** Conditions on which the two engines agree, each kind of trait asked about in its own way. */
const condition = fc.oneof(
  fc
    .tuple(fc.constantFrom('text', 'absent'), comparison, word)
    .map(([trait, operator, value]) => is(trait, operator, value)),
  fc.tuple(fc.constantFrom('CONTAINS', 'NOT_CONTAINS'), word).map(([operator, value]) => is('text', operator, value)),
  fc.tuple(comparison, whole).map(([operator, value]) => is('int', operator, value)),
  fc.tuple(comparison, whole).map(([operator, value]) => is('float', operator, `${value}.25`)),
  fc.constantFrom('true', 'false').map((value) => is('bool', 'EQUAL', value)),
  fc
    .tuple(comparison, version)
    .filter(([operator]) => operator !== 'NOT_EQUAL')
    .map(([operator, value]) => is('version', operator, `${value}:semver`)),
  fc
    .tuple(fc.constantFrom('text', 'int', 'bool', 'absent'), fc.array(fc.oneof(word, whole)))
    .map(([trait, list]) => is(trait, 'IN', list.join(','))),
  fc.constantFrom('^a', '^[a-z]+', '^.', '^$').map((value) => is('text', 'REGEX', value)),
  fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.nat(4))
    .map(([divisor, remainder]) => is('int', 'MODULO', `${divisor}|${remainder}`)),
  fc
    .tuple(fc.constantFrom('text', 'absent'), fc.constantFrom('IS_SET', 'IS_NOT_SET'))
    .map(([trait, operator]) => is(trait, operator, '')),
  fc.nat(100).map((limit) => is('', 'PERCENTAGE_SPLIT', String(limit))),
  fc.constantFrom('me', 'you').map((value) => is('$.identity.identifier', 'EQUAL', value)),
);
const conditions = fc.array(condition, { maxLength: 3 });
const type = fc.constantFrom('ALL', 'ANY', 'NONE');
const subRule = fc.record({ type, conditions });
const rule = fc.record({ type, conditions, rules: fc.array(subRule, { maxLength: 2 }) });
const variant = fc.record({ value: fc.uuid(), weight: fc.constantFrom(0, 10, 33.3, 50), priority: fc.nat(5) });
const feature = (name: string) =>
  fc.record({
    key: fc.nat(9999).map(String),
    name: fc.constant(name),
    enabled: fc.boolean(),
    value: fc.uuid(),
    variants: fc.array(variant, { maxLength: 3 }),
  });
const override = fc
  .constantFrom('f', 'g')
  .chain((name) =>
    fc
      .tuple(feature(name), fc.option(fc.nat(3)))
      .map(([item, priority]) => (priority === null ? item : { ...item, priority })),
  );
const segment = fc.record({
  key: fc.nat(9999).map(String),
  name: fc.uuid(),
  rules: fc.array(rule, { maxLength: 2 }),
  overrides: fc.array(override, { maxLength: 2 }),
});
const context = fc.record({
  environment: fc.constant({ key: 'env', name: 'Production' }),
  identity: fc.record(
    {
      identifier: fc.constantFrom('me', 'them'),
      key: fc.uuid(),
      traits: fc.record(
        {
          text: word,
          int: fc.integer({ min: 1, max: 50 }),
          float: fc.nat(50).map((n) => n + 0.25),
          bool: fc.boolean(),
          version,
        },
        { requiredKeys: [] },
      ),
    },
    { requiredKeys: ['identifier', 'traits'] },
  ),
  segments: fc.record({ s: segment, t: segment, u: segment }),
  features: fc.record({ f: feature('f'), g: feature('g') }),
});

/** Theirs has no `variant`. */
function withoutVariants({ flags, segments }: ReturnType<typeof evaluate>): unknown {
  const known = Object.values(flags).map(({ enabled, name, reason, value }) => [
    name,
    { enabled, name, reason, value },
  ]);
  return { flags: Object.fromEntries(known), segments };
}

describe('the official Node engine', () => {
  it('answers like ours where it keeps to the reference', () => {
    const same = fc.property(context, (input) => {
      const theirs = getEvaluationResult(JSON.parse(JSON.stringify(input)));
      expect(withoutVariants(evaluate(input))).toEqual(theirs);
    });
    fc.assert(same, { numRuns: 1000 });
  });

  it.each<[string, string, string, Json, boolean]>([
    ['numbers in texts', 'EQUAL', '7', '007', true],
    ['numbers in texts', 'CONTAINS', '2', '123', false],
    ['an int and a float', 'EQUAL', '10.0', 10, false],
    ['casts that fail', 'NOT_EQUAL', 'x', 10, false],
    ['versions in NOT_EQUAL', 'NOT_EQUAL', '1.2.3+b:semver', '1.2.3+a', false],
    ['a "v" before a version', 'EQUAL', '1.2.3:semver', 'v1.2.3', false],
    ['patterns at the start', 'REGEX', 'b', 'ab', false],
    ['the empty pattern', 'REGEX', '', 'a', true],
    ['the remainder of a negative number', 'MODULO', '2|1', -3, true],
    ['the remainder of a boolean', 'MODULO', '2|1', true, true],
    ['0 in a list', 'IN', '0', 0, true],
    ['numbers in a JSON list', 'IN', '[1]', 1, true],
    ['numbers in texts', 'NOT_CONTAINS', '9', '123', false],
    ['a split on a trait', 'PERCENTAGE_SPLIT', '100', 'a', true],
  ])('differs about %s: %s %j of %p is %p by the reference', (_, operator, value, trait, ours) => {
    const input: Json = {
      environment: { key: 'env', name: 'Production' },
      identity: { identifier: 'i', key: 'i', traits: { t: trait } },
      segments: { '1': { key: '1', name: 's', rules: [{ type: 'ALL', conditions: [is('t', operator, value)] }] } },
    };
    const theirs = getEvaluationResult(JSON.parse(JSON.stringify(input)) as Context);
    expect(matches(is('t', operator, value), { t: trait })).toBe(ours);
    expect(theirs.segments.length > 0).toBe(!ours);
  });
});
