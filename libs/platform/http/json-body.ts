import { mayHoldWholeFloats, parseWithFloats } from './floats.js';
import { explainJsonFault } from './json-faults.js';

/** A body that is not what it says it is. */
export class UnreadableBody extends Error {
  readonly statusCode = 400;
}

/**
 * Parses a JSON body: no deeper than `depthLimit`, and keys that could reach a prototype are dropped.
 * @param keepsFloats whether 4.0 becomes a `Float`
 * @throws UnreadableBody
 */
export function parseJsonBody(text: string, depthLimit: number, keepsFloats = false): unknown {
  if (text.trim() === '') return undefined;
  if (isDeeperThan(text, depthLimit))
    throw new UnreadableBody(`JSON parse error - nested deeper than ${depthLimit} levels`);
  try {
    const read: unknown = text.includes('__proto__') ? JSON.parse(text, dropPrototype) : JSON.parse(text);
    return keepsFloats && mayHoldWholeFloats(text) ? parseWithFloats(text) : read;
  } catch {
    throw new UnreadableBody(`JSON parse error - ${explainJsonFault(text)}`);
  }
}

function dropPrototype(this: unknown, key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** Counts brackets outside of strings, before anything is built from them. */
function isDeeperThan(text: string, limit: number): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === BACKSLASH) at++;
      else if (code === QUOTE) quoted = false;
    } else if (code === QUOTE) quoted = true;
    else if (OPENING.has(code) && ++depth > limit) return true;
    else if (CLOSING.has(code)) depth--;
  }
  return false;
}
