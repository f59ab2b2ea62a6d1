import { compareText } from './text.js';

/** A version by SemVer 2.0. Build text never takes part in a comparison. reference: §1.6 */
export interface Version {
  readonly major: number | bigint;
  readonly minor: number | bigint;
  readonly patch: number | bigint;
  readonly prerelease: string | undefined;
  readonly build: string | undefined;
}

const NUMBER = '(0|[1-9][0-9]*)';
const IDENTIFIER = '(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)';
const VERSION = new RegExp(
  `^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-(${IDENTIFIER}(?:\\.${IDENTIFIER})*))?(?:\\+([0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*))?$`,
);
const SUFFIX = ':semver';
/** The longest text that is looked at for a version. */
const MAX_LENGTH = 10_000;

/** The version text of a condition value that asks for a version comparison, else undefined. */
export function versionOperand(value: string): string | undefined {
  return value.endsWith(SUFFIX) ? value.slice(0, -SUFFIX.length) : undefined;
}

/** A strict version: three numbers, no "v", no "1.2". Undefined for anything else. */
export function parseVersion(text: string): Version | undefined {
  const match = text.length <= MAX_LENGTH ? VERSION.exec(text) : null;
  if (!match) return undefined;
  const [, major = '', minor = '', patch = '', prerelease, build] = match;
  return { major: integer(major), minor: integer(minor), patch: integer(patch), prerelease, build };
}

/** Precedence: negative, zero or positive. */
export function compareVersions(left: Version, right: Version): number {
  if (left.major !== right.major) return left.major < right.major ? -1 : 1;
  if (left.minor !== right.minor) return left.minor < right.minor ? -1 : 1;
  if (left.patch !== right.patch) return left.patch < right.patch ? -1 : 1;
  if (left.prerelease === right.prerelease) return 0;
  if (left.prerelease === undefined) return 1;
  if (right.prerelease === undefined) return -1;
  return comparePrereleases(left.prerelease.split('.'), right.prerelease.split('.'));
}

function integer(digits: string): number | bigint {
  return digits.length <= 15 ? Number(digits) : BigInt(digits);
}

function comparePrereleases(left: string[], right: string[]): number {
  for (const [index, identifier] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    const order = compareIdentifiers(identifier, other);
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function compareIdentifiers(left: string, right: string): number {
  const leftIsNumber = /^[0-9]+$/.test(left);
  const rightIsNumber = /^[0-9]+$/.test(right);
  if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1;
  if (leftIsNumber && left.length !== right.length) return left.length - right.length;
  return compareText(left, right);
}
