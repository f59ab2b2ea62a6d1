import { Float, isContainer, isList, members, sizeOf, type Json } from './json.js';

/** The longest decimal text that Python turns into an int. */
const MAX_DIGITS = 4300;
/** The longest text that is looked at for a number. */
const MAX_LENGTH = 10_000;

/** What Python's `str.isspace` takes for white space; `\s` differs by U+FEFF and the separators U+001C–U+001F, U+0085. */
const SPACE = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]*';
const DIGITS = '\\p{Nd}+(?:_\\p{Nd}+)*';

const INT = new RegExp(`^${SPACE}([+-]?)(${DIGITS})${SPACE}$`, 'u');
const FLOAT = new RegExp(
  `^${SPACE}([+-]?)((?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:e[+-]?${DIGITS})?|inf(?:inity)?|nan)${SPACE}$`,
  'iu',
);
const SHORT_INT = /^-?[0-9]{1,15}$/;

/** Python's `int(text)`: undefined where it raises. reference: §1.6 */
export function parseInteger(text: string): number | bigint | undefined {
  if (SHORT_INT.test(text)) return Number(text) + 0;
  const [, sign, digits] = (text.length <= MAX_LENGTH && INT.exec(text)) || [];
  if (digits === undefined) return undefined;
  const plain = asciiDigits(digits);
  if (plain.length > MAX_DIGITS) return undefined;
  return smallest(sign === '-' ? -BigInt(plain) : BigInt(plain));
}

/** Python's `float(text)`: undefined where it raises; "nan" is NaN. reference: §1.6 */
export function parseFloating(text: string): number | undefined {
  const [, sign, body] = (text.length <= MAX_LENGTH && FLOAT.exec(text)) || [];
  if (body === undefined) return undefined;
  const magnitude = /^i/i.test(body) ? Infinity : Number(asciiDigits(body));
  return sign === '-' ? -magnitude : magnitude;
}

/** An int as number where that is exact, so that equal ints are identical. */
export function smallest(integer: bigint): number | bigint {
  const number = Number(integer);
  return Number.isSafeInteger(number) ? number : integer;
}

/** Python's `repr` of a float: 1.0, 1e-07, 1e+16, inf. reference: §1.6 */
export function floatText(float: number): string {
  if (Number.isNaN(float)) return 'nan';
  if (!Number.isFinite(float)) return float > 0 ? 'inf' : '-inf';
  if (Object.is(float, -0)) return '-0.0';
  const [mantissa = '', exponentText = ''] = float.toExponential().split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 16) return Number.isInteger(float) ? `${BigInt(float)}.0` : String(float);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

/** Python's `str(value)`: True, None, 1.0; lists and objects as their `repr`. */
export function pythonText(value: Json): string {
  return typeof value === 'string' ? value : representation(value);
}

/** Python's truth of a value: false for null, 0, and whatever is empty. */
export function isTruthy(value: Json | undefined): value is Json {
  if (value instanceof Float) return value.value !== 0;
  return isContainer(value) ? sizeOf(value) > 0 : Boolean(value) || Number.isNaN(value);
}

function representation(value: Json): string {
  if (value === null) return 'None';
  if (value instanceof Float) return floatText(value.value);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return Number.isInteger(value) ? String(BigInt(value)) : floatText(value);
  if (typeof value === 'bigint') return String(value);
  if (isList(value)) return `[${value.map(representation).join(', ')}]`;
  return `{${Array.from(members(value), ([name, item]) => `${quoted(name)}: ${representation(item)}`).join(', ')}}`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\'"]|(?! )[\p{C}\p{Z}]/gu, (character) => escapeOf(character, quote));
  return quote + escaped + quote;
}

function escapeOf(character: string, quote: string): string {
  if (character === '\\' || character === quote) return `\\${character}`;
  if (character === "'" || character === '"') return character;
  const named = NAMED_ESCAPES.get(character);
  if (named) return named;
  const code = (character.codePointAt(0) ?? 0).toString(16);
  if (code.length <= 2) return `\\x${code.padStart(2, '0')}`;
  return code.length <= 4 ? `\\u${code.padStart(4, '0')}` : `\\U${code.padStart(8, '0')}`;
}

/** Underscores dropped, digits of any script in ASCII. */
function asciiDigits(text: string): string {
  return text
    .replaceAll('_', '')
    .replace(/(?![0-9])\p{Nd}/gu, (digit) => String(digitValue(digit.codePointAt(0) ?? 0)));
}

/** Unicode keeps decimal digits in runs of ten that begin with the zero. */
function digitValue(codePoint: number): number {
  let start = codePoint;
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--;
  return (codePoint - start) % 10;
}

const NAMED_ESCAPES = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);
