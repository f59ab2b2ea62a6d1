/** How the text of a pattern is to be read at one place. */
interface Mode {
  readonly multiline: boolean;
  readonly ascii: boolean;
}

/** Thrown where a pattern means something to Python that RE2 has no word for, or nothing at all. */
class Inexpressible extends Error {}

/**
 * Rewrites a pattern of Python's `re` into RE2's language: Unicode classes, `$` before a last line break, `\Z`, `\u`,
 * `{,n}`, comments. Undefined for look-around, back-references, verbose patterns, and escapes that Python refuses.
 * `\b` stays a boundary of ASCII words.
 */
export function translatePattern(pattern: string): string | undefined {
  try {
    return new Translation(pattern).run();
  } catch (error) {
    if (error instanceof Inexpressible) return undefined;
    throw error;
  }
}

class Translation {
  #position = 0;
  #mode: Mode = { multiline: false, ascii: false };
  readonly #outer: Mode[] = [];

  constructor(private readonly pattern: string) {}

  run(): string {
    let output = '';
    while (this.#position < this.pattern.length) output += this.#next();
    return output;
  }

  #next(): string {
    const character = this.#take();
    if (character === '\\') return this.#escape(false);
    if (character === '(') return this.#group();
    if (character === ')') return this.#close();
    if (character === '[') return this.#set();
    if (character === '{') return this.#repetition();
    if (character === '$') return this.#mode.multiline ? '(?m:$)' : '(?:\\n?\\z)';
    if (character === '^') return this.#mode.multiline ? '(?m:^)' : '\\A';
    return '.*+?|'.includes(character) ? character : literal(character);
  }

  #take(): string {
    const code = this.pattern.codePointAt(this.#position);
    if (code === undefined) throw new Inexpressible();
    const character = String.fromCodePoint(code);
    this.#position += character.length;
    return character;
  }

  /** Takes what a sticky expression finds here. */
  #match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#position;
    const match = expression.exec(this.pattern);
    if (match) this.#position = expression.lastIndex;
    return match;
  }

  #escape(inSet: boolean): string {
    const octal = this.#match(/0[0-7]{0,2}|[0-3][0-7]{2}/y);
    if (octal) return codePoint(parseInt(octal[0], 8));
    const hex = this.#match(/x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})/y);
    if (hex) return codePoint(parseInt(hex[1] ?? hex[2] ?? hex[3] ?? '', 16));
    const character = this.#take();
    if (inSet && character === 'b') return '\\x08';
    const set = this.#mode.ascii ? ASCII_SETS.get(character) : UNICODE_SETS.get(character);
    if (set !== undefined) return inSet ? set : `[${set}]`;
    if ('afnrtv'.includes(character)) return `\\${character}`;
    if (!inSet && 'AbB'.includes(character)) return `\\${character}`;
    if (!inSet && character === 'Z') return '\\z';
    if (/[0-9a-zA-Z]/.test(character)) throw new Inexpressible();
    return literal(character);
  }

  #group(): string {
    this.#outer.push(this.#mode);
    if (!this.#match(/\?/y)) return '(';
    if (this.#match(/:/y)) return '(?:';
    if (this.#match(/#[^)]*\)/y)) return this.#close().slice(1);
    const name = this.#match(/P<[A-Za-z_][A-Za-z0-9_]*>/y);
    if (name) return `(?${name[0]}`;
    const flags = this.#match(/([aimsu]*)(?:-([ims]+))?([:)])/y);
    if (!flags) throw new Inexpressible();
    const [whole, on = '', off = '', end] = flags;
    if (end === ')') return this.#global(on, this.#position - whole.length === 2 && off === '');
    this.#switch(on, off);
    return `(?${kept(on)}${kept(off) && `-${kept(off)}`}:`;
  }

  /** `(?i)`: Python takes it at the very start only. */
  #global(flags: string, allowed: boolean): string {
    if (!allowed || flags === '') throw new Inexpressible();
    this.#outer.pop();
    this.#switch(flags, '');
    return kept(flags) && `(?${kept(flags)})`;
  }

  #switch(on: string, off: string): void {
    this.#mode = {
      multiline: !off.includes('m') && (this.#mode.multiline || on.includes('m')),
      ascii: !on.includes('u') && (this.#mode.ascii || on.includes('a')),
    };
  }

  #close(): string {
    const outer = this.#outer.pop();
    if (!outer) throw new Inexpressible();
    this.#mode = outer;
    return ')';
  }

  #set(): string {
    let output = this.#match(/\^/y) ? '[^' : '[';
    if (this.#match(/\]/y)) output += '\\]';
    for (;;) {
      const character = this.#take();
      if (character === ']') return `${output}]`;
      const isClass = character === '\\' && 'dDsSwW'.includes(this.pattern.charAt(this.#position));
      if (character === '\\') output += this.#escape(true);
      else output += character === '-' ? character : literal(character);
      if (isClass && this.#match(/-(?!\])/y)) throw new Inexpressible();
    }
  }

  #repetition(): string {
    const bounds = this.#match(/([0-9]*)(,?)([0-9]*)\}/y);
    if (!bounds || bounds[0] === '}') return '\\{';
    return `{${bounds[1] || '0'}${bounds[2]}${bounds[3]}}`;
  }
}

/** A character that stands for itself, inside and outside of sets. */
function literal(character: string): string {
  return /[!-/:-@[-^`{-~]/.test(character) ? `\\${character}` : character;
}

function codePoint(code: number): string {
  if (code > 0x10ffff) throw new Inexpressible();
  return `\\x{${code.toString(16)}}`;
}

/** The flags that RE2 shares with Python; the others are dealt with here. */
function kept(flags: string): string {
  return flags.replace(/[^is]/g, '');
}

const NOT_WORD =
  '\\p{C}\\p{M}\\p{Z}\\p{S}\\p{Pd}\\p{Ps}\\p{Pe}\\p{Pi}\\p{Pf}\\p{Po}' +
  '\\x{203f}\\x{2040}\\x{2054}\\x{fe33}\\x{fe34}\\x{fe4d}-\\x{fe4f}\\x{ff3f}';

/** `\s` takes the separators U+001C–U+001F as well. */
const UNICODE_SETS = new Map([
  ['d', '\\p{Nd}'],
  ['D', '\\P{Nd}'],
  ['w', '_\\p{L}\\p{N}'],
  ['W', NOT_WORD],
  ['s', '\\t-\\r\\x1c-\\x1f\\x{85}\\p{Z}'],
  ['S', '\\x00-\\x08\\x0e-\\x1b!-\\x{84}\\x{86}-\\x{9f}\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Cf}\\p{Co}'],
]);

const ASCII_SETS = new Map([
  ['d', '0-9'],
  ['D', '\\x00-/:-\\x{10ffff}'],
  ['w', '0-9A-Za-z_'],
  ['W', '\\x00-/:-@\\[-\\^`{-\\x{10ffff}'],
  ['s', '\\t-\\r '],
  ['S', '\\x00-\\x08\\x0e-\\x1f!-\\x{10ffff}'],
]);
