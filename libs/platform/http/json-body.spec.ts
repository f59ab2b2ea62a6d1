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

  it('loses keys that could reach a prototype', () => {
    const read = parseJsonBody('{"__proto__": {"admin": true}, "ok": {"__proto__": 1, "b": 2}}', 10);
    expect(JSON.stringify(read)).toBe('{"ok":{"b":2}}');
  });
});
