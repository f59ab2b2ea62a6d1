import { parseContext } from './evaluate.js';
import { Float, type Json } from './json.js';
import { matches, matchesRules } from './testing/contexts.js';

/** Whether trait `t` of this value meets the operator. */
function meets(trait: Json, operator: string, value: Json): boolean {
  return matches({ property: 't', operator, value }, { t: trait });
}

const COMPARISONS = [
  'EQUAL',
  'NOT_EQUAL',
  'GREATER_THAN',
  'GREATER_THAN_INCLUSIVE',
  'LESS_THAN',
  'LESS_THAN_INCLUSIVE',
];

describe('the value that a condition asks about (§1.4)', () => {
  it.each<[Json, string, boolean]>([
    ['007', '7', true],
    ['-0', '0', true],
    ['4.0', '4.0', true],
    [4, '4.0', false],
    [new Float(4), '4.0', true],
    [new Float(4), '4', true],
    ['+1', '1', false],
    ['+1', '+1', true],
    ['1e3', '1000', false],
    [' 5', '5', false],
    ['1.', '1', false],
    ['12\n', '12', false],
    ['12345678901234567890', '12345678901234567890', true],
    ['12345678901234567890', '12345678901234567891', false],
    [12345678901234567890n, '+12345678901234567890', true],
  ])('is a number where its text looks like one: %p EQUAL %j is %p', (trait, value, expected) =>
    expect(meets(trait, 'EQUAL', value)).toBe(expected),
  );

  it('keeps an int and a float of the text of a context apart', () => {
    const context = (trait: string) => parseContext(`{"t": ${trait}}`);
    const equals = (trait: string) => matches({ property: 't', operator: 'EQUAL', value: '4.0' }, context(trait));
    expect(['4', '4.0', '4e0', '40.0e-1'].map(equals)).toStrictEqual([false, true, true, true]);
  });

  it('is the text that Python makes of a list or an object', () => {
    expect(meets([1, 'a'], 'EQUAL', "[1, 'a']")).toBe(true);
    expect(meets({ a: null }, 'CONTAINS', "'a': None")).toBe(true);
  });

  it('is a trait of that very name before it is a path', () => {
    const condition = { property: '$.identity.identifier', operator: 'EQUAL', value: 'trait' };
    expect(matches(condition, { '$.identity.identifier': 'trait' })).toBe(true);
    expect(matches({ ...condition, value: 'i' }, { '$.identity.identifier': null })).toBe(true);
    expect(matches({ ...condition, value: 'i' })).toBe(true);
  });

  it('is a trait of that name where the path is invalid, or does not begin with "$."', () => {
    expect(matches({ property: '$.no path!', operator: 'EQUAL', value: 'x' }, { '$.no path!': 'x' })).toBe(true);
    expect(matches({ property: "$['a']", operator: 'EQUAL', value: 'x' }, { "$['a']": 'x' })).toBe(true);
  });

  it.each([
    ['$.features.flag.enabled', 'true'],
    ['$.features[?@.value > 4].key', '7'],
    ['$.segments["1"].name', 'segment'],
    ['$.environment.name', 'Production'],
    ['$..identifier', 'i'],
  ])('is found by %s in the whole context', (property, value) =>
    expect(matches({ property, operator: 'EQUAL', value })).toBe(true),
  );

  it('is missing where a path leads to a list, an object, null or nowhere', () => {
    for (const property of ['$.identity', '$.segments["1"].rules', '$.identity.traits.t', '$.nope']) {
      expect(matches({ property, operator: 'IS_SET' }, { t: null })).toBe(false);
      expect(matches({ property, operator: 'IS_NOT_SET' }, { t: null })).toBe(true);
    }
  });

  it('is a number for identifier, key and environment name as well', () => {
    const identified = (property: string) =>
      matchesRules([{ type: 'ALL', conditions: [{ property, operator: 'EQUAL', value: '123' }] }], {
        identifier: '0123',
        key: '00123',
      });
    expect(identified('$.identity.identifier')).toBe(true);
    expect(identified('$.identity.key')).toBe(true);
  });

  it('is nothing inherited from a prototype', () => {
    for (const property of ['constructor', '__proto__', 'toString', '$.identity.constructor']) {
      expect(matches({ property, operator: 'IS_SET' })).toBe(false);
    }
  });
});

describe('operators (§1.5)', () => {
  it('are all false for a missing value but IS_NOT_SET', () => {
    const others = ['IS_SET', 'CONTAINS', 'NOT_CONTAINS', 'REGEX', 'MODULO', 'IN', 'PERCENTAGE_SPLIT'];
    for (const operator of [...COMPARISONS, ...others]) {
      expect(matches({ property: 'absent', operator, value: '' })).toBe(false);
      expect(matches({ property: 't', operator, value: 'None' }, { t: null })).toBe(false);
    }
    expect(matches({ property: 'absent', operator: 'IS_NOT_SET', value: '' })).toBe(true);
  });

  it('that are unknown are false', () => expect(meets('a', 'LIKE', 'a')).toBe(false));

  it.each<[Json, Json, boolean]>([
    ['abc', 'b', true],
    ['abc', 'B', false],
    ['abc', '', true],
    ['123', '2', false],
    [true, 'True', false],
    ['1.2.3-beta', 'beta:semver', true],
    ['1.2.3+build', 'build:semver', true],
    ['1.2.3-beta', 'bet:semver', false],
    ['a beta:semver', 'beta:semver', false],
  ])('CONTAINS: %j, %j is %p', (trait, value, expected) => expect(meets(trait, 'CONTAINS', value)).toBe(expected));

  it.each<[Json, Json, boolean]>([
    ['abc', 'x', true],
    ['abc', 'b', false],
    ['abc', '', false],
    ['123', '9', false],
    [true, 'x', false],
    ['1.2.3-beta', 'beta:semver', true],
    ['beta:semver', 'beta:semver', false],
  ])('NOT_CONTAINS: %j, %j is %p', (trait, value, expected) =>
    expect(meets(trait, 'NOT_CONTAINS', value)).toBe(expected),
  );

  it.each<[Json, string, boolean]>([
    [true, 'True$', true],
    [new Float(1), '1\\.0$', true],
    ['007', '7$', true],
    [1e-7, '1e-07$', true],
    ['xab', 'ab', false],
    ['abx', 'ab', true],
    ['a', '', true],
    ['a', '[', false],
  ])('REGEX is re.match on the Python text: %p, %j is %p', (trait, value, expected) =>
    expect(meets(trait, 'REGEX', value)).toBe(expected),
  );

  it.each<[Json, string, boolean]>([
    [-3, '2|1', true],
    [3, '-2|-1', true],
    [4, '2|-0', true],
    ['9', '2|1', true],
    ['9.5', '2|1.5', true],
    [true, '2|1', true],
    [false, '2|0', true],
    [7, ' 2 | 1 ', true],
    [7, '2_0|7', true],
    [1, '0|0', false],
    [1, '0|nan', false],
    [7, '2', false],
    [7, '2|1|0', false],
    [7, '2a|1', false],
    [7, '', false],
    ['seven', '2|1', false],
    [5, 'inf|5', true],
    [10n ** 400n, '2|0', false],
  ])('MODULO is floored: %p, %j is %p', (trait, value, expected) =>
    expect(meets(trait, 'MODULO', value)).toBe(expected),
  );

  it.each([
    ['0', false],
    ['100', true],
    ['x', false],
    ['', false],
    ['nan', false],
  ])('PERCENTAGE_SPLIT with the limit %j lets this identity in: %p', (value, expected) =>
    expect(matches({ property: '', operator: 'PERCENTAGE_SPLIT', value })).toBe(expected),
  );

  it('PERCENTAGE_SPLIT lets in up to and with the limit, by the Python text of a property', () => {
    const splits = (trait: Json, value: string) => meets(trait, 'PERCENTAGE_SPLIT', value);
    // 45.779… is the share of "1,8931", which the text "08931" comes to as well.
    for (const trait of [8931, '8931', '08931']) {
      expect(splits(trait, '45.779155831166236')).toBe(true);
      expect(splits(trait, '45.77915583116623')).toBe(false);
    }
  });

  it('PERCENTAGE_SPLIT without property takes the key as it is', () => {
    const split = { property: null, operator: 'PERCENTAGE_SPLIT', value: '45.779155831166236' };
    const rules = [{ type: 'ALL', conditions: [split] }];
    expect(matchesRules(rules, { identifier: 'x', key: '8931' })).toBe(true);
    expect(matchesRules([{ type: 'ALL', conditions: [{ ...split, value: '45.77' }] }], { key: '8931' })).toBe(false);
    expect(matchesRules(rules, null)).toBe(false);
  });
});

describe('casts to the type of the value (§1.6)', () => {
  it('that fail make every comparison false, NOT_EQUAL as well', () => {
    for (const operator of COMPARISONS) {
      for (const value of ['10.0', '', '5abc', 'x', '1.2.3:semver']) expect(meets(10, operator, value)).toBe(false);
      expect(meets(1.5, operator, '1,5')).toBe(false);
    }
  });

  it.each<[Json, string, string, boolean]>([
    [true, 'EQUAL', 'anything', true],
    [true, 'EQUAL', 'False', false],
    [false, 'EQUAL', 'false', true],
    [false, 'EQUAL', '0', false],
    [false, 'LESS_THAN', 'true', true],
    [true, 'GREATER_THAN', 'x:semver', false],
    [10, 'EQUAL', ' +0_10 ', true],
    [10, 'EQUAL', ' +1_0 ', true],
    [10, 'EQUAL', '١٠', true],
    [1000.5, 'EQUAL', ' 1_000.50', true],
    [0.5, 'LESS_THAN', 'inf', true],
    [0.5, 'NOT_EQUAL', 'nan', true],
    [0.5, 'EQUAL', 'nan', false],
    [new Float(NaN), 'EQUAL', 'nan', false],
    ['b', 'GREATER_THAN', 'a', true],
    ['B', 'LESS_THAN', 'a', true],
    ['ab', 'GREATER_THAN', 'a', true],
    ['\u{10000}', 'GREATER_THAN', '\uffff', true],
    ['\ue000', 'LESS_THAN', '\u{1f600}', true],
  ])('%p %s %j is %p', (trait, operator, value, expected) => expect(meets(trait, operator, value)).toBe(expected));

  it.each<[string, string, string, boolean]>([
    ['1.2.3', 'EQUAL', '1.2.3:semver', true],
    ['1.2.3+a', 'EQUAL', '1.2.3+b:semver', true],
    ['1.2.3+a', 'NOT_EQUAL', '1.2.3+b:semver', false],
    ['1.2.3', 'NOT_EQUAL', '1.2.4:semver', true],
    ['1.10.0', 'GREATER_THAN', '1.9.0:semver', true],
    ['1.0.0-rc.1', 'LESS_THAN', '1.0.0:semver', true],
    ['v1.2.3', 'NOT_EQUAL', '1.2.3:semver', false],
    ['1.2', 'NOT_EQUAL', '1.2.3:semver', false],
    ['1.2.3', 'NOT_EQUAL', '1.2:semver', false],
  ])('with ":semver" both sides are versions: %s %s %s is %p', (trait, operator, value, expected) =>
    expect(meets(trait, operator, value)).toBe(expected),
  );
});

describe('IN (§1.7)', () => {
  it.each<[Json, Json, boolean]>([
    ['a', ['a', 'b'], true],
    ['1', [1], true],
    [1, '[1,"a"]', true],
    ['True', '[true]', true],
    ['1.0.0', '["1.0.0"', false],
    ['[bad', '[bad,b', true],
    ['a', 'a,b', true],
    ['b', 'a, b', false],
    [' b', 'a, b', true],
    ['', '', true],
    ['', 'a,', true],
    [0, '0', true],
    ['007', '7', true],
    ['007', '007', false],
    [true, 'True,true,1', false],
    [new Float(1), '1,1.0', false],
    ['1.0', '[1.0]', false],
    ['a', ' ["a"]', false],
    ['None', '[null]', true],
    ['a', null, false],
    ['a', { a: 1 }, false],
  ])('%p, %p is %p', (trait, value, expected) => expect(meets(trait, 'IN', value)).toBe(expected));
});

describe('a condition value that is no text', () => {
  it.each<[Json, string, Json, boolean]>([
    [5, 'EQUAL', 5, true],
    [5, 'EQUAL', 5.7, true],
    [5.5, 'EQUAL', 5.5, true],
    [1, 'EQUAL', true, true],
    [5, 'EQUAL', null, false],
    ['None', 'EQUAL', null, true],
    ['5', 'EQUAL', 5, true],
    ['a', 'EQUAL', 5, false],
    [true, 'EQUAL', null, true],
    [5, 'EQUAL', new Float(Infinity), false],
    [3, 'MODULO', 2, false],
    ['a', 'REGEX', null, false],
    ['a', 'NOT_CONTAINS', { a: 1 }, true],
  ])('is cast as Python would: %p %s %p is %p', (trait, operator, value, expected) =>
    expect(meets(trait, operator, value)).toBe(expected),
  );
});
