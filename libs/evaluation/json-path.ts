import { isContainer, isDictionary, isList, member, members, sizeOf, type Json } from './json.js';
import { compareValues, matchesText } from './json-path-comparison.js';
import { parsePath, type Condition, type FilterQuery, type Operand, type Path } from './json-path-parser.js';
import type { Segment, Selector } from './json-path-parser.js';

/** A compiled JSONPath. */
export interface Query {
  /** The value of the first node that the query finds, or undefined. */
  first(document: Json): Json | undefined;
}

/** How many nodes one query may look at, and how deep; a query that needs more finds nothing. */
const MAX_VISITS = 100_000;
const MAX_DEPTH = 100;

/** Compiles a JSONPath of RFC 9535; undefined where it is none, which makes it the name of a trait. reference: §1.4 */
export function compileQuery(text: string): Query | undefined {
  const path = parsePath(text);
  if (!path) return undefined;
  const names = namesOf(path);
  if (names) return { first: (document) => names.reduce<Json | undefined>(named, document) };
  return { first: (document) => new Walk(document).values(path, document, 1)[0] };
}

/** The names of a path that is nothing but names, which is nearly every path. */
function namesOf(path: Path): string[] | undefined {
  const names: string[] = [];
  for (const { descends, selectors } of path) {
    const [selector, ...others] = selectors;
    if (descends || others.length > 0 || selector?.kind !== 'name') return undefined;
    names.push(selector.name);
  }
  return names;
}

/** One run of a query: its root, and how much it may still look at. */
class Walk {
  #left = MAX_VISITS;

  constructor(private readonly root: Json) {}

  /** The values a path finds, in order, at most `limit` of them. */
  values(path: Path, start: Json, limit = Infinity): Json[] {
    const values: Json[] = [];
    let nodes: Iterable<Json> = [start];
    for (const segment of path) nodes = this.#children(nodes, segment);
    for (const value of nodes) {
      values.push(value);
      if (values.length >= limit) break;
    }
    return values;
  }

  *#children(nodes: Iterable<Json>, segment: Segment): Generator<Json> {
    for (const node of nodes) {
      for (const place of segment.descends ? this.#descendants(node, 1) : [node]) {
        for (const selector of segment.selectors) yield* this.#selected(place, selector);
      }
    }
  }

  *#descendants(node: Json, depth: number): Generator<Json> {
    if (!isContainer(node)) return;
    if (depth > MAX_DEPTH) this.#left = 0;
    if (!this.#visit()) return;
    yield node;
    for (const child of contentsOf(node)) yield* this.#descendants(child, depth + 1);
  }

  *#selected(node: Json, selector: Selector): Generator<Json> {
    if (!this.#visit()) return;
    if (selector.kind === 'name' || selector.kind === 'index') {
      const value = selector.kind === 'name' ? named(node, selector.name) : indexed(node, selector.index);
      if (value !== undefined) yield value;
    } else if (selector.kind === 'slice') {
      if (isList(node)) yield* sliceOf(node, selector.start, selector.stop, selector.step);
    } else {
      for (const value of contentsOf(node)) {
        if (!this.#visit()) return;
        if (selector.kind === 'wildcard' || this.#holds(selector.condition, value)) yield value;
      }
    }
  }

  #visit(): boolean {
    return this.#left-- > 0;
  }

  #holds(condition: Condition, node: Json): boolean {
    switch (condition.kind) {
      case 'and':
        return this.#holds(condition.left, node) && this.#holds(condition.right, node);
      case 'or':
        return this.#holds(condition.left, node) || this.#holds(condition.right, node);
      case 'not':
        return !this.#holds(condition.condition, node);
      case 'exists':
        return this.#found(condition.query, node, 1).length > 0;
      case 'compare':
        return compareValues(condition.operator, this.#value(condition.left, node), this.#value(condition.right, node));
      default:
        return matchesText(condition.kind, this.#value(condition.text, node), this.#value(condition.pattern, node));
    }
  }

  #found(query: FilterQuery, node: Json, limit?: number): Json[] {
    return this.values(query.path, query.relative ? node : this.root, limit);
  }

  /** The value of an operand; undefined is RFC 9535's "Nothing". */
  #value(operand: Operand, node: Json): Json | undefined {
    if (operand.kind === 'literal') return operand.value;
    if (operand.kind === 'length') return lengthOf(this.#value(operand.of, node));
    if (operand.kind === 'query') return this.#found(operand.query, node, 1)[0];
    const values = this.#found(operand.query, node);
    if (operand.kind === 'count') return values.length;
    return values.length === 1 ? values[0] : undefined;
  }
}

function named(node: Json | undefined, name: string): Json | undefined {
  return isDictionary(node) ? member(node, name) : undefined;
}

function indexed(node: Json, index: number): Json | undefined {
  return isList(node) ? node.at(index) : undefined;
}

function* sliceOf(list: readonly Json[], from: number | undefined, to: number | undefined, step: number) {
  if (step === 0) return;
  const [first, last] = step > 0 ? [0, list.length] : [-1, list.length - 1];
  const bound = (index: number) => Math.min(Math.max(index < 0 ? index + list.length : index, first), last);
  const start = from === undefined ? (step > 0 ? first : last) : bound(from);
  const stop = to === undefined ? (step > 0 ? last : first) : bound(to);
  for (let index = start; step > 0 ? index < stop : index > stop; index += step) {
    const value = list[index];
    if (value !== undefined) yield value;
  }
}

function* contentsOf(node: Json): Generator<Json> {
  if (isList(node)) yield* node;
  else if (isDictionary(node)) for (const [, value] of members(node)) yield value;
}

function lengthOf(value: Json | undefined): number | undefined {
  if (typeof value === 'string') return Array.from(value).length;
  return isContainer(value) ? sizeOf(value) : undefined;
}
