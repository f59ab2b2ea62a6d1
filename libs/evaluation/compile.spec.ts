import fc from 'fast-check';
import { compileEnvironment, type EvaluatedIdentity, type Outcome } from './compile.js';
import { evaluate } from './evaluate.js';
import { Float, type Json } from './json.js';
import type { Rule } from './rules.js';

const CONTROL_ONLY: Pick<Outcome<string>, 'variants' | 'seed'> = { variants: [], seed: '' };
const standard = (control: string): Outcome<string> => ({ control, ...CONTROL_ONLY });
const everybody: Rule = { type: 'ALL', conditions: [], rules: [] };
const nobody: Rule = { type: 'ALL', conditions: [{ property: 'x', operator: 'IS_SET', value: '' }], rules: [] };
const me: EvaluatedIdentity = { identifier: 'me', key: 'env_me', traits: [] };

/** An environment of one flag, `base`, with these overrides in segments that match. */
function overridden(...overrides: { priority: number; outcome: Outcome<string> }[]) {
  return compileEnvironment({
    key: 'env',
    name: 'Production',
    segments: overrides.map((_, index) => ({ key: `${index}`, name: `${index}`, rules: [everybody] })),
    features: [
      { name: 'other', base: standard('other'), overrides: [] },
      { name: 'flag', base: standard('base'), overrides: overrides.map((item, segment) => ({ ...item, segment })) },
    ],
  });
}

describe('precedence on the server (§1.9)', () => {
  it('is: identity, segment, default', () => {
    const environment = overridden({ priority: 0, outcome: standard('segment') });
    expect(environment.defaults).toStrictEqual(['other', 'base']);
    expect(environment.evaluate(me)).toStrictEqual(['other', 'segment']);
    expect(environment.evaluate(me, new Map([[1, standard('own')]]))).toStrictEqual(['other', 'own']);
    expect(environment.evaluate(me)).toStrictEqual(['other', 'segment']);
  });

  it('is the smaller priority among segments, and the later one of equals', () => {
    const [one, two, three] = ['one', 'two', 'three'].map(standard) as [
      Outcome<string>,
      Outcome<string>,
      Outcome<string>,
    ];
    const winner = (...overrides: { priority: number; outcome: Outcome<string> }[]) =>
      overridden(...overrides).evaluate(me)[1];
    expect(winner({ priority: 1, outcome: one }, { priority: 0, outcome: two })).toBe('two');
    expect(winner({ priority: 0, outcome: one }, { priority: 1, outcome: two })).toBe('one');
    expect(winner({ priority: 1, outcome: one }, { priority: 1, outcome: two }, { priority: 2, outcome: three })).toBe(
      'two',
    );
  });

  it('skips segments that do not match', () => {
    const environment = compileEnvironment({
      key: 'env',
      name: 'Production',
      segments: [
        { key: '1', name: 'nobody', rules: [nobody] },
        { key: '2', name: 'none', rules: [] },
        { key: '3', name: 'everybody', rules: [everybody] },
      ],
      features: [
        {
          name: 'flag',
          base: standard('base'),
          overrides: [0, 1, 2].map((segment) => ({ segment, priority: segment, outcome: standard(`${segment}`) })),
        },
      ],
    });
    expect(environment.evaluate(me)).toStrictEqual(['2']);
    expect(environment.matchedSegments(me)).toStrictEqual([2]);
    expect(environment.evaluate({ ...me, traits: new Map([['x', 1]]) })).toStrictEqual(['0']);
  });
});

describe('a multivariate outcome', () => {
  // The share of "1,8931" is 45.779….
  const variants = [
    { piece: 'first', weight: 45 },
    { piece: 'second', weight: 1 },
  ];
  const outcome = { control: 'control', variants, seed: '1' };
  const environment = compileEnvironment({
    key: 'env',
    name: 'Production',
    segments: [],
    features: [{ name: 'flag', base: outcome, overrides: [] }],
  });

  it('is chosen by seed and identity key', () => {
    expect(environment.evaluate({ ...me, key: '8931' })).toStrictEqual(['second']);
    expect(overridden({ priority: 0, outcome }).evaluate({ ...me, key: '8931' })[1]).toBe('second');
    expect(environment.evaluate({ ...me, key: '8931' }, new Map([[0, { ...outcome, seed: '2' }]]))).toHaveLength(1);
  });

  it('is chosen for an override of the identity as well', () => {
    const own = new Map([[1, { ...outcome, control: 'own control' }]]);
    expect(overridden().evaluate({ ...me, key: '8931' }, own)[1]).toBe('second');
    expect(overridden().evaluate(null, own)[1]).toBe('own control');
  });

  it('is control without identity, and without key', () => {
    expect(environment.evaluate(null)).toStrictEqual(['control']);
    expect(environment.evaluate({ ...me, key: '' })).toStrictEqual(['control']);
  });
});

describe('what JSONPath sees on the server', () => {
  const reading = (property: string, value: string) =>
    compileEnvironment({
      key: 'env',
      name: 'Production',
      segments: [
        {
          key: '7',
          name: 'seven',
          rules: [{ type: 'ALL', conditions: [{ property, operator: 'EQUAL', value }], rules: [] }],
        },
      ],
      features: [{ name: 'flag', base: standard('base'), overrides: [] }],
    }).matchedSegments({ ...me, traits: [['plan', 'scale']] });

  it.each([
    ['$.environment.name', 'Production'],
    ['$.identity.identifier', 'me'],
    ['$.identity.key', 'env_me'],
    ['$.identity.traits.plan', 'scale'],
    ['$.segments["7"].name', 'seven'],
    ['$.segments[?@.name == "seven"].key', '7'],
  ])('has %s', (property, value) => expect(reading(property, value)).toStrictEqual([0]));

  it('has no features', () => expect(reading('$.features.flag.name', 'flag')).toStrictEqual([]));
});

const value: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    'a',
    'abc',
    '',
    '5',
    '5.0',
    '007',
    '1.2.3',
    'true',
    null,
    true,
    false,
    5,
    -3,
    1.5,
    new Float(5),
  ),
  fc.string({ maxLength: 3 }),
  fc.integer(),
);
const operand = fc.constantFrom('', '5', '5.0', 'a', 'a,5', '["a", 5]', '2|1', '^a', '50', '1.2.2:semver', 'True', 'b');
const operator = fc.constantFrom(
  ...['EQUAL', 'NOT_EQUAL', 'GREATER_THAN', 'GREATER_THAN_INCLUSIVE', 'LESS_THAN', 'LESS_THAN_INCLUSIVE'],
  ...['CONTAINS', 'NOT_CONTAINS', 'REGEX', 'MODULO', 'IN', 'PERCENTAGE_SPLIT', 'IS_SET', 'IS_NOT_SET', 'NOPE'],
);
const property = fc.constantFrom(
  't1',
  't2',
  't3',
  '',
  '$.identity.key',
  '$.identity.traits.t1',
  '$.environment.name',
  '$..name',
);
const conditions = fc.array(fc.record({ property, operator, value: operand }), { maxLength: 3 });
const type = fc.constantFrom('ALL', 'ANY', 'NONE');
const subRule = fc.record({ type, conditions, rules: fc.constant<Rule[]>([]) });
const rule = fc.record({ type, conditions, rules: fc.array(subRule, { maxLength: 2 }) });
const outcome = fc.record({
  seed: fc.integer({ min: 1, max: 9999 }).map(String),
  control: fc.uuid(),
  variants: fc.array(fc.record({ piece: fc.uuid(), weight: fc.constantFrom(0, 10, 33.3, 50) }), { maxLength: 3 }),
});
const segmentCount = 4;
const environments = fc.record({
  key: fc.constant('env'),
  name: fc.constantFrom('a', '5'),
  segments: fc
    .array(fc.array(rule, { maxLength: 2 }), { minLength: segmentCount, maxLength: segmentCount })
    .map((all) => all.map((rules, index) => ({ key: `${index}`, name: `segment ${index}`, rules }))),
  features: fc.array(
    fc.record({
      name: fc.uuid(),
      base: outcome,
      overrides: fc.uniqueArray(fc.record({ segment: fc.nat(segmentCount - 1), priority: fc.nat(3), outcome }), {
        selector: ({ segment }) => segment,
        maxLength: 4,
      }),
    }),
    { maxLength: 5 },
  ),
});
const identity = fc.record({
  identifier: fc.string({ maxLength: 5 }),
  key: fc.string({ minLength: 1, maxLength: 90 }),
  traits: fc.array(fc.tuple(fc.constantFrom('t1', 't2', 't3', 't4'), value), { maxLength: 4 }),
});

describe('the compiled form', () => {
  it('answers as evaluate does, but for the tie of priorities', () => {
    const same = fc.property(environments, fc.option(identity), (environment, subject) => {
      const compiled = compileEnvironment(environment);
      const result = evaluate(asContext(environment, subject));
      const values = environment.features.map(({ name }) => result.flags[name]?.value);
      expect(compiled.evaluate(subject)).toStrictEqual(values);
      expect(compiled.matchedSegments(subject).map((index) => `segment ${index}`)).toStrictEqual(
        result.segments.map(({ name }) => name),
      );
    });
    fc.assert(same, { numRuns: 1000 });
  });
});

type RandomEnvironment = typeof environments extends fc.Arbitrary<infer E> ? E : never;

/** The same environment as an official context. The later of two equal priorities shall win, so it gets the smaller one. */
function asContext({ key, name, segments, features }: RandomEnvironment, subject: EvaluatedIdentity | null): unknown {
  const feature = (featureName: string, { seed, control, variants }: Outcome<string>) => ({
    key: seed,
    name: featureName,
    enabled: true,
    value: control,
    variants: variants.map(({ piece, weight }, priority) => ({ value: piece, weight, priority })),
  });
  const overridesOf = (segment: number) =>
    features.flatMap(({ name: featureName, overrides }) =>
      overrides.flatMap((override, index) =>
        override.segment === segment
          ? [{ ...feature(featureName, override.outcome), priority: override.priority - index / 10 }]
          : [],
      ),
    );
  return {
    environment: { key, name },
    identity: subject && { ...subject, traits: new Map(subject.traits) },
    segments: new Map(segments.map((segment, index) => [segment.key, { ...segment, overrides: overridesOf(index) }])),
    features: new Map(features.map((item) => [item.name, feature(item.name, item.base)])),
  };
}
