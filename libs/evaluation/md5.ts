/** Bytes that one round of MD5 takes in. */
export const BLOCK_BYTES = 64;

/** The state before the first block. */
export const INITIAL_STATE = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);

/** The constant that each of the 64 steps adds. */
export const STEP_CONSTANTS = Int32Array.from({ length: 64 }, (_, step) =>
  Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32),
);

const ROTATIONS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

/** How far each step rotates: every round of 16 takes turns between four distances. */
export const STEP_ROTATIONS = Uint8Array.from(
  { length: 64 },
  (_, step) => ROTATIONS[(step >> 4) * 4 + (step & 3)] ?? 0,
);

/** Which word of the block each step reads. */
export const STEP_WORDS = Uint8Array.from({ length: 64 }, (_, step) => {
  const orders = [step, step * 5 + 1, step * 3 + 5, step * 7];
  return (orders[step >> 4] ?? 0) & 15;
});

/** Bytes of a message once it is padded. */
export function paddedLength(length: number): number {
  return (((length + 8) >> 6) + 1) * BLOCK_BYTES;
}

/** Writes the padding behind a message of `length` bytes; `bytes` must reach to the padded length. */
export function pad(bytes: Uint8Array, length: number): void {
  const end = paddedLength(length);
  bytes.fill(0, length, end);
  bytes[length] = 0x80;
  const bits = length << 3;
  bytes[end - 8] = bits;
  bytes[end - 7] = bits >>> 8;
  bytes[end - 6] = bits >>> 16;
  bytes[end - 5] = bits >>> 24;
  bytes[end - 4] = length >>> 29;
}

/** Takes one block, 16 little-endian words from `start` on, into a state of four words. */
export function absorb(state: Int32Array, words: Int32Array, start: number): void {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let d = state[3]!;
  for (let step = 0; step < 64; step++) {
    const round = step >> 4;
    let mixed: number;
    if (round === 0) mixed = d ^ (b & (c ^ d));
    else if (round === 1) mixed = c ^ (d & (b ^ c));
    else if (round === 2) mixed = b ^ c ^ d;
    else mixed = c ^ (b | ~d);
    const sum = (((a + mixed) | 0) + ((STEP_CONSTANTS[step]! + words[start + STEP_WORDS[step]!]!) | 0)) | 0;
    const rotation = STEP_ROTATIONS[step]!;
    a = d;
    d = c;
    c = b;
    b = (b + ((sum << rotation) | (sum >>> (32 - rotation)))) | 0;
  }
  state[0] = (state[0]! + a) | 0;
  state[1] = (state[1]! + b) | 0;
  state[2] = (state[2]! + c) | 0;
  state[3] = (state[3]! + d) | 0;
}
