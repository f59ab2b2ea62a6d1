import { absorb, BLOCK_BYTES, INITIAL_STATE, pad, paddedLength } from './md5.js';

/** The residue that would make 100 percent; it is hashed again, with the list of ids once more in the text. */
const TOP = 9998;

const encoder = new TextEncoder();
const state = new Int32Array(4);
let bytes = new Uint8Array(1024);
let words = new Int32Array(bytes.buffer);

/**
 * The share, from 0 to below 100, into which a list of ids falls, the same for ever: MD5 of the ids joined by commas,
 * mod 9999, of 9998. reference: §1.8
 */
export function bucket(ids: readonly string[]): number {
  const text = ids.join(',');
  let repeated = text;
  for (;;) {
    const residue = residueOfText(repeated);
    if (residue !== TOP) return percentageOf(residue);
    repeated += `,${text}`;
  }
}

/** The percentage of a residue, or undefined for the one that must be hashed again. */
export function percentageOf(residue: number): number {
  return (residue / TOP) * 100;
}

/** An MD5 digest, four little-endian words, as a big-endian number mod 9999: powers of 2^32 leave 7291, 1897 and 6835. */
export function residueOf(a: number, b: number, c: number, d: number): number {
  return (residueOfWord(a) * 7291 + residueOfWord(b) * 1897 + residueOfWord(c) * 6835 + residueOfWord(d)) % 9999;
}

function residueOfText(text: string): number {
  reserve(text.length * 3);
  const length = encoder.encodeInto(text, bytes).written;
  pad(bytes, length);
  state.set(INITIAL_STATE);
  const end = paddedLength(length) / 4;
  for (let start = 0; start < end; start += BLOCK_BYTES / 4) absorb(state, words, start);
  return residueOf(state[0]!, state[1]!, state[2]!, state[3]!);
}

function reserve(length: number): void {
  const needed = paddedLength(length);
  if (needed <= bytes.length) return;
  bytes = new Uint8Array(needed * 2);
  words = new Int32Array(bytes.buffer);
}

/** A word, its bytes turned round, mod 9999; by halves, so that all of it stays within 32 bits. 2^16 leaves 5542. */
function residueOfWord(word: number): number {
  const high = ((word & 0xff) << 8) | ((word >>> 8) & 0xff);
  const low = ((word >>> 8) & 0xff00) | (word >>> 24);
  return (high * 5542 + low) % 9999;
}
