import { Float, isList, type Json } from './json.js';
import { parseFloating, parseInteger, pythonText, smallest } from './numbers.js';
import { parseVersion, versionOperand, type Version } from './versions.js';

/** A condition's value, cast in advance to each type that a context value may have; undefined where a cast fails. */
export interface Casts {
  readonly text: string | undefined;
  readonly int: number | bigint | undefined;
  readonly float: number | undefined;
  readonly bool: boolean;
  /** The text before `:semver`, if the value ends so. */
  readonly versionText: string | undefined;
  readonly version: Version | undefined;
}

/** Casts a condition's value as Python would, whatever it is; by contract it is text. reference: §1.6 */
export function castsOf(value: Json): Casts {
  if (typeof value !== 'string') return castsOfOther(value);
  const versionText = versionOperand(value);
  return {
    text: value,
    int: parseInteger(value),
    float: parseFloating(value),
    bool: value !== 'False' && value !== 'false',
    versionText,
    version: versionText === undefined ? undefined : parseVersion(versionText),
  };
}

/** Python's `float(value)`. */
export function toFloating(value: Json): number | undefined {
  if (typeof value === 'string') return parseFloating(value);
  if (value instanceof Float) return value.value;
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
    ? Number(value)
    : undefined;
}

function castsOfOther(value: Json): Casts {
  const float = toFloating(value);
  const isFinite = float !== undefined && Number.isFinite(float);
  return {
    text: value === null || isList(value) ? pythonText(value) : undefined,
    int: typeof value === 'bigint' ? smallest(value) : isFinite ? smallest(BigInt(Math.trunc(float))) : undefined,
    float,
    bool: true,
    versionText: undefined,
    version: undefined,
  };
}
