import { Float, type Json } from './json.js';
import { smallest } from './numbers.js';
import { unescapeText } from './text.js';

/** Thrown for text that is not JSON, or nested too deeply to be a context. */
export class InvalidJson extends Error {}

const MAX_DEPTH = 500;
const MAX_DIGITS = 4300;

/**
 * Parses JSON as Python does: int and float kept apart, ints without bound, NaN and Infinity taken, names in order.
 * Throws InvalidJson. reference: §1.6
 */
export function parseJson(text: string): Json {
  const reader = new Reader(text);
  const value = reader.value(0);
  reader.end();
  return value;
}

class Reader {
  #position = 0;

  constructor(private readonly text: string) {}

  value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new InvalidJson('Nested too deeply');
    this.#space();
    switch (this.text[this.#position]) {
      case '{':
        return this.#object(depth);
      case '[':
        return this.#list(depth);
      case '"':
        return this.#string();
      default:
        return this.#literal();
    }
  }

  end(): void {
    this.#space();
    if (this.#position < this.text.length) throw this.#unexpected();
  }

  #object(depth: number): Json {
    const members = new Map<string, Json>();
    this.#position++;
    this.#space();
    if (this.#skip('}')) return members;
    do {
      this.#space();
      if (this.text[this.#position] !== '"') throw this.#unexpected();
      const name = this.#string();
      this.#space();
      if (!this.#skip(':')) throw this.#unexpected();
      members.set(name, this.value(depth + 1));
      this.#space();
    } while (this.#skip(','));
    if (!this.#skip('}')) throw this.#unexpected();
    return members;
  }

  #list(depth: number): Json {
    const items: Json[] = [];
    this.#position++;
    this.#space();
    if (this.#skip(']')) return items;
    do {
      items.push(this.value(depth + 1));
      this.#space();
    } while (this.#skip(','));
    if (!this.#skip(']')) throw this.#unexpected();
    return items;
  }

  #string(): string {
    const start = ++this.#position;
    for (;;) {
      const code = this.text.charCodeAt(this.#position);
      if (code === QUOTE) break;
      if (!(code >= FIRST_PRINTABLE)) throw this.#unexpected();
      if (code === BACKSLASH) {
        ESCAPE_HERE.lastIndex = this.#position;
        if (!ESCAPE_HERE.test(this.text)) throw this.#unexpected();
        this.#position = ESCAPE_HERE.lastIndex;
      } else this.#position++;
    }
    return unescapeText(this.text.slice(start, this.#position++));
  }

  #literal(): Json {
    LITERAL.lastIndex = this.#position;
    const match = LITERAL.exec(this.text);
    if (!match) throw this.#unexpected();
    this.#position = LITERAL.lastIndex;
    const [text, word, fraction] = match;
    if (word !== undefined) return WORDS.get(word) ?? null;
    return fraction ? float(Number(text)) : this.#integer(text);
  }

  #integer(text: string): Json {
    if (text.length <= 15) return Number(text) + 0;
    if (text.length > MAX_DIGITS) throw new InvalidJson('A number is too long');
    return smallest(BigInt(text));
  }

  #skip(character: string): boolean {
    if (this.text[this.#position] !== character) return false;
    this.#position++;
    return true;
  }

  #space(): void {
    while (SPACE.has(this.text.charCodeAt(this.#position))) this.#position++;
  }

  #unexpected(): InvalidJson {
    const found = this.text[this.#position];
    return new InvalidJson(`Unexpected ${found ? JSON.stringify(found) : 'end'} at character ${this.#position}`);
  }
}

function float(value: number): number | Float {
  return Number.isFinite(value) && !Number.isInteger(value) ? value : new Float(value);
}

const SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const FIRST_PRINTABLE = 0x20;
const ESCAPE_HERE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
const LITERAL = /(true|false|null|NaN|-?Infinity)|-?(?:0|[1-9][0-9]*)((?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)/y;
const WORDS = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['NaN', new Float(NaN)],
  ['Infinity', new Float(Infinity)],
  ['-Infinity', new Float(-Infinity)],
]);
