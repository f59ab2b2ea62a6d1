import { Float, type Json } from './json.js';
import { parseFloating, parseInteger } from './numbers.js';
import { unescapeText } from './text.js';

/** The segments of a query, root or current node left out. */
export type Path = readonly Segment[];

export interface Segment {
  readonly descends: boolean;
  readonly selectors: readonly Selector[];
}

export type Selector =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'slice'; readonly start?: number; readonly stop?: number; readonly step: number }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'filter'; readonly condition: Condition };

/** What a filter asks of a node. */
export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'exists'; readonly query: FilterQuery }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'match' | 'search'; readonly text: Operand; readonly pattern: Operand };

/** What yields one value, or nothing. */
export type Operand =
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'query'; readonly query: FilterQuery }
  | { readonly kind: 'length'; readonly of: Operand }
  | { readonly kind: 'count' | 'value'; readonly query: FilterQuery };

export interface FilterQuery {
  readonly relative: boolean;
  readonly path: Path;
}

/** Filters inside of filters, and parentheses inside of parentheses. */
const MAX_DEPTH = 32;

/** The longest text that is taken for a query. */
const MAX_LENGTH = 10_000;

class InvalidPath extends Error {}

/** Parses a whole query; undefined where RFC 9535 does not allow it, or it nests too deeply. */
export function parsePath(text: string): Path | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  try {
    return new PathParser(text).whole();
  } catch (error) {
    if (error instanceof InvalidPath) return undefined;
    throw error;
  }
}

class PathParser {
  #position = 0;
  #depth = 0;

  constructor(private readonly text: string) {}

  whole(): Path {
    this.#expect(/\$/y);
    const path = this.#segments();
    if (this.#position < this.text.length) throw new InvalidPath();
    return path;
  }

  #match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#position;
    const match = expression.exec(this.text);
    if (match) this.#position = expression.lastIndex;
    return match;
  }

  #expect(expression: RegExp): RegExpExecArray {
    const match = this.#match(expression);
    if (!match) throw new InvalidPath();
    return match;
  }

  #segments(): Path {
    const segments: Segment[] = [];
    for (;;) {
      const start = this.#match(/[ \t\n\r]*(\.\.\[|\.\.|\.|\[)/y)?.[1];
      if (start === undefined) return segments;
      const selectors = start.endsWith('[') ? this.#bracketed() : [this.#shorthand()];
      segments.push({ descends: start.startsWith('..'), selectors });
    }
  }

  #shorthand(): Selector {
    if (this.#match(/\*/y)) return { kind: 'wildcard' };
    return { kind: 'name', name: this.#expect(SHORTHAND)[0] };
  }

  #bracketed(): Selector[] {
    const selectors: Selector[] = [];
    do {
      this.#match(SPACE);
      selectors.push(this.#selector());
      this.#match(SPACE);
    } while (this.#match(/,/y));
    this.#expect(/\]/y);
    return selectors;
  }

  #selector(): Selector {
    if (this.#match(/\*/y)) return { kind: 'wildcard' };
    if (this.#match(/\?/y)) return { kind: 'filter', condition: this.#nested(() => this.#either()) };
    const name = this.#string();
    if (name !== undefined) return { kind: 'name', name };
    const slice = this.#match(SLICE);
    if (!slice) return { kind: 'index', index: index(this.#expect(INDEX)[0]) };
    const [, start, stop, step] = slice;
    return { kind: 'slice', start: optionalIndex(start), stop: optionalIndex(stop), step: optionalIndex(step) ?? 1 };
  }

  #nested<T>(parse: () => T): T {
    if (++this.#depth > MAX_DEPTH) throw new InvalidPath();
    const parsed = parse();
    this.#depth--;
    return parsed;
  }

  #either(): Condition {
    let left = this.#both();
    while (this.#match(/[ \t\n\r]*\|\|/y)) left = { kind: 'or', left, right: this.#both() };
    return left;
  }

  #both(): Condition {
    let left = this.#basic();
    while (this.#match(/[ \t\n\r]*&&/y)) left = { kind: 'and', left, right: this.#basic() };
    return left;
  }

  #basic(): Condition {
    if (this.#match(/[ \t\n\r]*!/y)) return { kind: 'not', condition: this.#nested(() => this.#plain()) };
    return this.#plain(true);
  }

  /** Parentheses, a test, or – where allowed – a comparison. */
  #plain(comparing = false): Condition {
    this.#match(SPACE);
    if (this.#match(/\(/y)) {
      const condition = this.#nested(() => this.#either());
      this.#expect(/[ \t\n\r]*\)/y);
      return condition;
    }
    const pattern = this.#match(/(match|search)\(/y)?.[1];
    if (pattern === 'match' || pattern === 'search') return this.#nested(() => this.#patternTest(pattern));
    const left = this.#operand();
    const operator = comparing ? this.#match(/[ \t\n\r]*(==|!=|<=|>=|<|>)/y)?.[1] : undefined;
    if (operator === undefined) return existence(left);
    return { kind: 'compare', operator, left: comparable(left), right: comparable(this.#operand()) };
  }

  #patternTest(kind: 'match' | 'search'): Condition {
    const text = comparable(this.#operand());
    this.#expect(/[ \t\n\r]*,/y);
    const pattern = comparable(this.#operand());
    this.#expect(/[ \t\n\r]*\)/y);
    return { kind, text, pattern };
  }

  #operand(): Operand {
    this.#match(SPACE);
    const start = this.#match(/[$@]/y)?.[0];
    if (start) return { kind: 'query', query: { relative: start === '@', path: this.#segments() } };
    const called = this.#match(/(length|count|value)\(/y)?.[1];
    if (called) return this.#nested(() => this.#call(called));
    return { kind: 'literal', value: this.#literal() };
  }

  #call(name: string): Operand {
    const argument = this.#operand();
    this.#expect(/[ \t\n\r]*\)/y);
    if (name === 'length') return { kind: 'length', of: comparable(argument) };
    if (argument.kind !== 'query') throw new InvalidPath();
    return { kind: name === 'count' ? 'count' : 'value', query: argument.query };
  }

  #literal(): Json {
    const text = this.#string();
    if (text !== undefined) return text;
    const word = this.#match(/true|false|null/y)?.[0];
    if (word) return word === 'null' ? null : word === 'true';
    const number = this.#expect(/-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y);
    if (number[1] === undefined && number[2] === undefined) return parseInteger(number[0]) ?? null;
    return new Float(parseFloating(number[0]) ?? NaN);
  }

  #string(): string | undefined {
    const quoted = this.#match(DOUBLE_QUOTED) ?? this.#match(SINGLE_QUOTED);
    return quoted ? unescapeText(quoted[0].slice(1, -1)) : undefined;
  }
}

function existence(operand: Operand): Condition {
  if (operand.kind !== 'query') throw new InvalidPath();
  return { kind: 'exists', query: operand.query };
}

/** A query yields one value at most if each of its segments does. */
function comparable(operand: Operand): Operand {
  const isSingular = (segment: Segment) =>
    !segment.descends &&
    segment.selectors.length === 1 &&
    segment.selectors.every((selector) => selector.kind === 'name' || selector.kind === 'index');
  if (operand.kind === 'query' && !operand.query.path.every(isSingular)) throw new InvalidPath();
  return operand;
}

function index(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new InvalidPath();
  return number;
}

function optionalIndex(text: string | undefined): number | undefined {
  return text === undefined ? undefined : index(text);
}

const SPACE = /[ \t\n\r]*/y;
const INDEX = /0|-?[1-9][0-9]*/y;
const SLICE = /(0|-?[1-9][0-9]*)?[ \t\n\r]*:[ \t\n\r]*(0|-?[1-9][0-9]*)?(?:[ \t\n\r]*:[ \t\n\r]*(0|-?[1-9][0-9]*)?)?/y;
// reference: the Python library takes names of the basic plane only, and a hyphen inside of them.
const SHORTHAND = /[A-Za-z_\u0080-\ud7ff\ue000-\uffff][0-9A-Za-z_\u0080-\ud7ff\ue000-\uffff-]*/y;
const ESCAPED =
  '\\\\(?:[bfnrt/\\\\]|u(?:[0-9a-cefA-CEF][0-9a-fA-F]{3}|[dD][0-7][0-9a-fA-F]{2}|[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}))';
const DOUBLE_QUOTED = new RegExp(`"(?:[^"\\\\\\u0000-\\u001f]|\\\\"|${ESCAPED})*"`, 'y');
const SINGLE_QUOTED = new RegExp(`'(?:[^'\\\\\\u0000-\\u001f]|\\\\'|${ESCAPED})*'`, 'y');
