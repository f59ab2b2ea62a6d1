import { BLOCK_BYTES, INITIAL_STATE, STEP_CONSTANTS, STEP_ROTATIONS, STEP_WORDS } from './md5.js';
import { add, get, i32, ifBelow, instantiate, lanes, repeat, set, tee, type Code } from './wasm.js';

/** How many messages are digested side by side: two vectors of four, since one alone waits for its own results. */
export const LANES = 8;
/** 32-bit words of a group: the lanes' own text in the first block, word by word, eight lanes each. */
export const GROUP_WORDS = 16 * LANES;
/** The longest message, with its padding. */
export const MAX_MESSAGE_BYTES = 4096;

/** Digests eight messages that differ in their first block only. */
export interface LaneDigester {
  /** What all messages share: with its padding, and zeros where the lanes have text of their own. */
  readonly message: Uint8Array;
  /** Digests a group with a message of so many padded bytes: four words, eight lanes each, good until the next call. */
  digest(group: Int32Array, messageBytes: number): Int32Array;
}

/** A digester in WebAssembly SIMD, made on first use and shared; undefined where the machine has none. */
export function laneDigester(): LaneDigester | undefined {
  digester ??= createDigester() ?? null;
  return digester ?? undefined;
}

let digester: LaneDigester | null | undefined;

function createDigester(): LaneDigester | undefined {
  const wasm = instantiate({ body: program(), parameters: 1, integers: 1, vectors: 19, pages: 1 });
  if (!wasm) return undefined;
  const cells = new Int32Array(wasm.memory.buffer);
  cells.set(CONSTANTS, CONSTANTS_AT / 4);
  const result = cells.subarray(RESULT_AT / 4, RESULT_AT / 4 + 4 * LANES);
  return {
    message: new Uint8Array(wasm.memory.buffer, 0, MAX_MESSAGE_BYTES),
    digest(group, messageBytes) {
      cells.set(group, GROUP_AT / 4);
      wasm.run(messageBytes);
      return result;
    },
  };
}

function program(): Code {
  return [
    ...eachState(({ local, word }) => [...lanes.splat(INITIAL_STATE[word]!), ...set(local)]),
    ...block(true),
    ...ifBelow(CURSOR, MESSAGE_END, repeat(block(false), CURSOR, MESSAGE_END)),
    ...eachState(({ local, place }) => [...i32(RESULT_AT), ...get(local), ...lanes.store(place)]),
  ];
}

function block(isFirst: boolean): Code {
  const code = [...eachState(({ local, saved }) => [...get(local), ...set(saved)])];
  for (let step = 0; step < 64; step++) {
    code.push(...sumOf(step));
    for (const chain of CHAINS) code.push(...stepOf(step, chain, isFirst));
  }
  code.push(...eachState(({ local, saved }) => [...get(local), ...get(saved), ...lanes.add, ...set(local)]));
  return [...code, ...get(CURSOR), ...i32(BLOCK_BYTES), ...add, ...set(CURSOR)];
}

/** The constant of a step and the word of the message, which are the same in all lanes. */
function sumOf(step: number): Code {
  const constant = [...i32(CONSTANTS_AT), ...lanes.loadSplat(step * 4)];
  return [...constant, ...get(CURSOR), ...lanes.loadSplat(STEP_WORDS[step]! * 4), ...lanes.add, ...set(SUM)];
}

/**
 * a = b + rotate(a + sum + own word + mixed(b, c, d)); the four words of the state take turns in the roles. What was
 * made last, b, comes in as late as possible.
 */
function stepOf(step: number, chain: Chain, isFirst: boolean): Code {
  const [a = 0, b = 0, c = 0, d = 0] = [0, 1, 2, 3].map((role) => chain.state[(role - step) & 3] ?? 0);
  const distance = STEP_ROTATIONS[step]!;
  const own = [...i32(GROUP_AT), ...lanes.load(STEP_WORDS[step]! * LANES * 4 + chain.offset), ...lanes.add];
  return [
    ...[...get(b), ...get(a), ...get(SUM), ...lanes.add],
    ...(isFirst ? own : []),
    ...plusMixed(step >> 4, get(b), get(c), get(d)),
    ...[...tee(chain.scratch), ...i32(distance), ...lanes.shiftLeft],
    ...[...get(chain.scratch), ...i32(32 - distance), ...lanes.shiftRight, ...lanes.or],
    ...[...lanes.add, ...set(a)],
  ];
}

function plusMixed(round: number, b: Code, c: Code, d: Code): Code {
  if (round === 0) return [...d, ...b, ...c, ...d, ...lanes.xor, ...lanes.and, ...lanes.xor, ...lanes.add];
  if (round === 1) return [...c, ...d, ...b, ...c, ...lanes.xor, ...lanes.and, ...lanes.xor, ...lanes.add];
  if (round === 2) return [...b, ...c, ...d, ...lanes.xor, ...lanes.xor, ...lanes.add];
  // c ^ (b | ~d) is ~(c ^ (d & ~b)), and plus ~x is minus x minus 1; CONSTANTS have the 1.
  return [...c, ...d, ...b, ...lanes.andNot, ...lanes.xor, ...lanes.subtract];
}

function eachState(write: (state: { local: number; saved: number; word: number; place: number }) => Code): Code {
  return CHAINS.flatMap(({ state, saved, offset }) =>
    state.flatMap((local, word) => write({ local, saved: saved[word]!, word, place: word * LANES * 4 + offset })),
  );
}

/** Locals of one of the two vectors, and where it stands in the eight lanes, in bytes. */
interface Chain {
  readonly state: readonly number[];
  readonly saved: readonly number[];
  readonly scratch: number;
  readonly offset: number;
}

/** In the last round a complement is made by subtraction, which takes one more off. */
const CONSTANTS = STEP_CONSTANTS.map((constant, step) => (step < 48 ? constant : constant - 1));

const MESSAGE_END = 0;
const CURSOR = 1;
const CHAINS: readonly Chain[] = [
  { state: [2, 3, 4, 5], saved: [6, 7, 8, 9], scratch: 10, offset: 0 },
  { state: [11, 12, 13, 14], saved: [15, 16, 17, 18], scratch: 19, offset: 16 },
];
const SUM = 20;

/** The memory, in bytes: the message from 0 on, the constants, the group, the result. */
const CONSTANTS_AT = MAX_MESSAGE_BYTES;
const GROUP_AT = CONSTANTS_AT + 64 * 4;
const RESULT_AT = GROUP_AT + GROUP_WORDS * 4;
