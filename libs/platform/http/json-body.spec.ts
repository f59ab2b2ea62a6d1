import { Float } from '#evaluation';
import { mayHoldWholeFloats } from './floats.js';
import { parseJsonBody } from './json-body.js';

const faultOf = (text: string): string => {
  try {
    parseJsonBody(text, 10);
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.message.replace('JSON parse error - ', '') : '';
  }
};

describe('a JSON body', () => {
  it('is read, and nothing is nothing', () => {
    expect(parseJsonBody('{"a": [1, "two", null]}', 10)).toEqual({ a: [1, 'two', null] });
    expect(parseJsonBody(' \n', 10)).toBeUndefined();
  });

  it('is as deep as allowed, counting brackets outside of strings only', () => {
    expect(parseJsonBody(`${'['.repeat(10)}${']'.repeat(10)}`, 10)).toBeDefined();
    expect(parseJsonBody('["[[[[[[[[[[[[\\"[["]', 10)).toEqual(['[[[[[[[[[[[["[[']);
    expect(faultOf(`${'['.repeat(11)}${']'.repeat(11)}`)).toBe('nested deeper than 10 levels');
  });

  it.each([
    ['{"identifier": ', 'Expecting value: line 1 column 16 (char 15)'],
    ['{"name"', "Expecting ':' delimiter: line 1 column 8 (char 7)"],
    ['{"a": 1 "b"', "Expecting ',' delimiter: line 1 column 9 (char 8)"],
    ['{a: 1}', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ['{"a": "b', 'Unterminated string starting at: line 1 column 7 (char 6)'],
    ['{"a": 1}\nx', 'Extra data: line 2 column 1 (char 9)'],
    ['["\\x"]', 'Invalid \\escape: line 1 column 3 (char 2)'],
    ['[1,]', 'Expecting value: line 1 column 4 (char 3)'],
    ['nope', 'Expecting value: line 1 column 1 (char 0)'],
  ])('says of %j where it stops being JSON', (text, sentence) => expect(faultOf(text)).toBe(sentence));

  it('tells floats with a whole value from ints where it is asked to', () => {
    const text = '{"a": 4.0, "b": [4, 4e0, -0.5, 9007199254740993], "c": "4.0", "__proto__": {"x": 1.0}}';
    const rest = { b: [4, new Float(4), -0.5, 2 ** 53], c: '4.0' };
    expect(parseJsonBody(text, 10, true)).toEqual({ a: new Float(4), ...rest });
    expect(parseJsonBody(text, 10)).toEqual({ a: 4, ...rest, b: [4, 4, -0.5, 2 ** 53] });
    for (const other of ['{"a":4}', '{"a":4.5}', '{"a":"x 4.0y"}', '{"a4.0":[1]}', '{"a":1.01}'])
      expect(mayHoldWholeFloats(other)).toBe(false);
    for (const whole of ['[4.0]', '{"a":-4.00}', '{"a":4E2 ,"b":1}', '[1,\n2.50e1]'])
      expect(mayHoldWholeFloats(whole)).toBe(true);
  });

  it('loses keys that could reach a prototype', () => {
    const read = parseJsonBody('{"__proto__": {"admin": true}, "ok": {"__proto__": 1, "b": 2}}', 10);
    expect(JSON.stringify(read)).toBe('{"ok":{"b":2}}');
  });
});
