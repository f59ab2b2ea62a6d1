import { Float } from './json.js';
import { floatText, parseFloating, parseInteger, pythonText } from './numbers.js';

describe("Python's int(text)", () => {
  it.each([
    ['10', 10],
    [' 5 ', 5],
    ['\u2003+007\n', 7],
    ['-0', 0],
    ['1_000', 1000],
    ['१२३', 123],
    ['𝟗𝟘', 90],
    ['12345678901234567890', 12345678901234567890n],
    ['-9007199254740993', -9007199254740993n],
    ['9007199254740991', 9007199254740991],
  ])('reads %j', (text, number) => expect(parseInteger(text)).toBe(number));

  it.each(['', ' ', '10.0', '1e2', '5abc', '1__0', '_1', '1_', '+-1', '0x1', '\ufeff1', '9'.repeat(4301)])(
    'refuses %j',
    (text) => expect(parseInteger(text)).toBeUndefined(),
  );
});

describe("Python's float(text)", () => {
  it.each([
    ['1.5', 1.5],
    ['.5', 0.5],
    ['5.', 5],
    [' 1_0.5e-1_0 ', 10.5e-10],
    ['1E3', 1000],
    ['٣.١٤', 3.14],
    ['-inf', -Infinity],
    ['Infinity', Infinity],
    ['+NaN', NaN],
    ['1e999', Infinity],
    ['-0', -0],
  ])('reads %j', (text, number) => expect(parseFloating(text)).toBe(number));

  it.each(['', '.', '1e', 'e1', '1..', '1_.5', '1._5', '0x1', 'infin', '1,5', '50abc'])('refuses %j', (text) =>
    expect(parseFloating(text)).toBeUndefined(),
  );
});

describe("Python's str(float)", () => {
  it.each([
    [1, '1.0'],
    [-2.5, '-2.5'],
    [1e15, '1000000000000000.0'],
    [1e16, '1e+16'],
    [1.5e300, '1.5e+300'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [1e-7, '1e-07'],
    [1e-123, '1e-123'],
    [-0, '-0.0'],
    [NaN, 'nan'],
    [-Infinity, '-inf'],
    [123456789012345.67, '123456789012345.67'],
  ])('writes %d', (float, text) => expect(floatText(float)).toBe(text));
});

describe("Python's str(value)", () => {
  it.each([
    [true, 'True'],
    [null, 'None'],
    [1, '1'],
    [new Float(1), '1.0'],
    [2n ** 70n, '1180591620717411303424'],
    ['text', 'text'],
    [['a', 1, new Float(1), null, [false]], "['a', 1, 1.0, None, [False]]"],
    [{ it: "it's", say: 'say "it\'s"' }, "{'it': \"it's\", 'say': 'say \"it\\'s\"'}"],
    [['\\\n\t\r\x00\xa0\u200b\u{e0001}é€😀'], "['\\\\\\n\\t\\r\\x00\\xa0\\u200b\\U000e0001é€😀']"],
  ])('writes %j', (value, text) => expect(pythonText(value)).toBe(text));
});
