import { RE2JS } from 're2js';
import { pythonText } from '#platform/http';
import type { ClaimRule } from './trust-relationship.entity.js';

/** Whether the claims of a token are as all rules ask. Of a claim that is a list, one member has to be. */
export function fitsRules(claims: Readonly<Record<string, unknown>>, rules: readonly ClaimRule[]): boolean {
  return rules.every(({ claim, values }) => {
    const value = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
    if (value === undefined || value === null) return false;
    const found: unknown[] = Array.isArray(value) ? value : [value];
    return found.some((one) => values.some((pattern) => fitsGlob(pythonText(one), pattern)));
  });
}

/** As a shell compares file names, with upper and lower case told apart; in linear time. */
export function fitsGlob(text: string, glob: string): boolean {
  return RE2JS.compile(toRegex(glob), RE2JS.DOTALL).matches(text);
}

/** `*`, `?`, a set in brackets (`[!…]` for all others), or a character that stands for itself. */
const PARTS = /\*+|\?|\[!?\]?[^\]]*\]|[^]/gu;

function toRegex(glob: string): string {
  return (glob.match(PARTS) ?? []).map(partToRegex).join('');
}

function partToRegex(part: string): string {
  if (part.startsWith('*')) return '.*';
  if (part === '?') return '.';
  if (part.length <= 2 || part === '[!]' || !part.startsWith('[')) return RE2JS.quote(part);
  const inverted = part.startsWith('[!');
  const members = membersOf([...part.slice(inverted ? 2 : 1, -1)]);
  if (members === '') return inverted ? '.' : NOTHING;
  return `[${inverted ? '^' : ''}${members}]`;
}

const NOTHING = '[^\\x{0}-\\x{10ffff}]';

/** Single characters, and ranges such as `a-z`; one that runs backwards has no member. */
function membersOf(characters: readonly string[]): string {
  const [first, dash, last] = characters;
  if (first === undefined) return '';
  if (dash !== '-' || last === undefined) return coded(first) + membersOf(characters.slice(1));
  const range = codeOf(first) <= codeOf(last) ? `${coded(first)}-${coded(last)}` : '';
  return range + membersOf(characters.slice(3));
}

const codeOf = (character: string): number => character.codePointAt(0) ?? 0;
const coded = (character: string): string => `\\x{${codeOf(character).toString(16)}}`;
