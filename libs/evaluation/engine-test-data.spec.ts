import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { evaluate, parseContext, stringifyResult } from './evaluate.js';
import { isDictionary, member, type Dictionary } from './json.js';
import { matches, plain } from './testing/contexts.js';

/** The rows of a data file, ints and floats kept apart. */
function rowsOf(file: string): Dictionary[] {
  const packed = readFileSync(new URL(`./testing/engine-test-data/${file}`, import.meta.url));
  return gunzipSync(packed).toString().trim().split('\n').map(parseContext).filter(isDictionary);
}

/** What a reader of the written result sees, in which 1 is not 1.0. */
function written(context: unknown): unknown {
  return plain(parseContext(stringifyResult(evaluate(context))));
}

describe('official cases', () => {
  it.each(rowsOf('official-cases.jsonl.gz').map((row) => [String(member(row, 'name')), row]))('%s', (_, row) => {
    expect(written(member(row, 'context'))).toStrictEqual(plain(member(row, 'result')));
  });
});

describe('answers of the Python reference', () => {
  it('are given to 1000 random contexts', () => {
    const rows = rowsOf('random-contexts.jsonl.gz');
    expect(rows).toHaveLength(1000);
    for (const row of rows) expect(written(member(row, 'context'))).toStrictEqual(plain(member(row, 'result')));
  });

  it('keep the order of segments and of flags', () => {
    for (const row of rowsOf('random-contexts.jsonl.gz')) {
      const text = stringifyResult(evaluate(member(row, 'context')));
      const names = (value: unknown) => JSON.stringify(Array.from(JSON.stringify(value).matchAll(/"name":"[^"]*"/g)));
      expect(names(JSON.parse(text))).toBe(names(plain(member(row, 'result'))));
    }
  });

  it('are given to every single condition, but for a look-ahead, which RE2 does not have', () => {
    const rows = rowsOf('single-conditions.jsonl.gz');
    const differing = rows.filter((row) => {
      const [trait = null, operator = null] = [member(row, 'trait'), member(row, 'op')];
      const condition = { property: 't', operator: String(operator), value: member(row, 'value') };
      const matched = matches(condition, trait === '__absent__' ? {} : { t: trait });
      // Where the reference raises, false is right.
      return matched !== (member(row, 'expected') ?? false);
    });
    expect(rows).toHaveLength(5236);
    expect(differing.map(plain)).toStrictEqual([{ op: 'REGEX', value: '(?=a)', trait: 'a', expected: true }]);
  });
});
