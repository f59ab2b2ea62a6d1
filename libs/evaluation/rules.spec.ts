import type { Json } from './json.js';
import { matchesRules } from './testing/contexts.js';

const yes = { property: '$.environment.key', operator: 'EQUAL', value: 'env' };
const no = { ...yes, value: 'other' };
const rule = (type: string, conditions: Json[] = [], rules: Json[] = []) => ({ type, conditions, rules });

describe('a segment (§1.3)', () => {
  it('without rules never matches', () => {
    expect(matchesRules([])).toBe(false);
    expect(matchesRules(null)).toBe(false);
  });

  it('matches if all of its rules do', () => {
    expect(matchesRules([rule('ALL', [yes]), rule('ANY', [no, yes])])).toBe(true);
    expect(matchesRules([rule('ALL', [yes]), rule('ALL', [no])])).toBe(false);
  });

  it('is evaluated without an identity too', () => {
    expect(matchesRules([rule('ALL', [yes])], null)).toBe(true);
    expect(matchesRules([rule('ALL', [{ property: 't', operator: 'IS_NOT_SET', value: '' }])], null)).toBe(true);
    expect(matchesRules([rule('ALL', [{ property: '', operator: 'PERCENTAGE_SPLIT', value: '100' }])], null)).toBe(
      false,
    );
  });
});

describe('a rule (§1.3)', () => {
  it.each(['ALL', 'ANY', 'NONE', 'SOME'])('of type %s is true while it is empty', (type) => {
    expect(matchesRules([rule(type)])).toBe(true);
    expect(matchesRules([{ type }])).toBe(true);
    expect(matchesRules([{ type, conditions: null, rules: null }])).toBe(true);
  });

  it.each<[string, Json[], boolean]>([
    ['ALL', [yes, yes, yes, yes], true],
    ['ALL', [yes, yes, yes, no], false],
    ['ANY', [no, no, no, yes], true],
    ['ANY', [no, no, no, no], false],
    ['NONE', [no, no, no], true],
    ['NONE', [no, no, yes], false],
    ['SOME', [yes], false],
  ])('%s quantifies its conditions', (type, conditions, expected) =>
    expect(matchesRules([rule(type, conditions)])).toBe(expected),
  );

  it('quantifies its rules as it does its conditions, and both groups must be true', () => {
    expect(matchesRules([rule('ANY', [yes], [rule('ALL', [no]), rule('ALL', [yes])])])).toBe(true);
    expect(matchesRules([rule('ANY', [yes], [rule('ALL', [no])])])).toBe(false);
    expect(matchesRules([rule('ANY', [no], [rule('ALL', [yes])])])).toBe(false);
    expect(matchesRules([rule('NONE', [no], [rule('ALL', [no])])])).toBe(true);
    expect(matchesRules([rule('NONE', [no], [rule('ALL', [yes])])])).toBe(false);
    expect(matchesRules([rule('NONE', [yes], [rule('ALL', [no])])])).toBe(false);
  });

  it('nests', () => {
    const nested = (levels: number): Json =>
      levels === 0 ? rule('ALL', [yes]) : rule('ALL', [], [nested(levels - 1)]);
    expect(matchesRules([nested(200)])).toBe(true);
    expect(matchesRules([nested(300)])).toBe(false);
  });
});
