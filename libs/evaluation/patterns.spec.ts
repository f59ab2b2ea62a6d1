import { compilePattern, isExpressiblePattern } from './patterns.js';

function matches(pattern: string, text: string): boolean | undefined {
  return compilePattern(pattern)?.(text);
}

describe("a pattern is matched as Python's re.match does", () => {
  it.each([
    ['', 'anything'],
    ['b', 'bcd'],
    ['\\d+', '123abc'],
    ['a|b', 'bc'],
    ['(?P<year>\\d{4})-(?:\\d\\d)', '2026-01'],
    ['a$', 'a'],
    ['a$', 'a\n'],
    ['(?m)a$', 'a\nb'],
    ['(?m)a\\n^b', 'a\nb'],
    ['(?im:A)$', 'a'],
    ['(?i)É', 'é'],
    ['(?s)a.b', 'a\nb'],
    ['(?s-i:a.)b', 'a\nb'],
    ['a{,2}b', 'aab'],
    ['a{2}', 'aa'],
    ['{', '{'],
    ['a{x}', 'a{x}'],
    ['\\w+\\s\\d', 'été\u2003٣'],
    ['(?a)\\w\\W', 'aé'],
    ['[\\w-]+$', 'a-b'],
    ['[]a]+$', ']a'],
    ['[^]a]', 'b'],
    ['[[:alpha:]]', ':]'],
    ['[\\b\\]]', '\b'],
    ['[\\S\\s]', '\n'],
    ['[^\\W\\d]', 'x'],
    ['[\\D]', 'x'],
    ['\\x41\\u0042\\U00000043\\0\\101', 'ABC\0A'],
    ['(?#a remark)a', 'a'],
    ['a(?#a remark)+b', 'aab'],
    ['\\.\\é', '.é'],
    ['\\Aa\\Z', 'a'],
    ['.', '😀'],
    ['^.$', '😀'],
    ['\\ba\\B', 'ab'],
  ])('%j matches %j', (pattern, text) => expect(matches(pattern, text)).toBe(true));

  it.each([
    ['b', 'abc'],
    ['a\\Z', 'a\n'],
    ['a$', 'a\nb'],
    ['.', '\n'],
    ['(?a)\\w', 'é'],
    ['(?a)\\d', '٣'],
    ['[^\\s\\S]', 'a'],
    ['\\W', 'é'],
    ['[\\W]', '_'],
    ['A', 'a'],
    ['(?m:a)$', 'a\nb'],
  ])('%j does not match %j', (pattern, text) => expect(matches(pattern, text)).toBe(false));

  it.each([
    '(?=a)',
    '(?!a)',
    '(?<=a)b',
    '(?<!a)b',
    '(a)\\1',
    '(?P<n>a)(?P=n)',
    '(?x) a',
    '(?>a)',
    'a*+',
    '(a)?(?(1)b|c)',
  ])('%j cannot be expressed in linear time and never matches', (pattern) =>
    expect(isExpressiblePattern(pattern)).toBe(false),
  );

  it.each([
    '[',
    '(',
    ')',
    '*',
    'a**',
    '\\q',
    '\\p{L}',
    '\\Qa\\E',
    '\\z',
    'a(?i)',
    '(?<n>a)',
    '[z-a]',
    '[\\w-z]',
    '\\',
    '(?',
  ])('%j is refused as Python refuses it', (pattern) => expect(isExpressiblePattern(pattern)).toBe(false));

  it('takes linear time where a backtracking engine does not', () => {
    const start = performance.now();
    expect(matches('(a+)+$', `${'a'.repeat(10_000)}b`)).toBe(false);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('remembers answers without mixing them up', () => {
    const matcher = compilePattern('a');
    for (let index = 0; index < 1000; index++)
      expect(matcher?.(`${index % 2 ? 'a' : 'b'}${index}`)).toBe(index % 2 === 1);
    expect(matcher?.('a1')).toBe(true);
  });
});
