import { bucket, percentageOf, residueOf } from './hashing.js';
import { GROUP_WORDS, laneDigester, LANES, MAX_MESSAGE_BYTES } from './md5-lanes.js';
import { BLOCK_BYTES, pad, paddedLength } from './md5.js';

/** A text that is hashed together with the keys of identities. */
export interface Seed {
  readonly text: string;
  /** Where it is hashed along with others; a long one is hashed alone. */
  readonly group: Group | undefined;
  readonly lane: number;
}

/** Seeds of one length, all hashed as soon as one of them is asked for: that takes hardly longer than hashing one. */
interface Group {
  readonly seedBytes: number;
  readonly seeds: string[];
  /** The seeds as the digester wants them: the words of the first block, eight lanes each. */
  readonly cells: Int32Array;
  readonly percentages: Float64Array;
  generation: number;
}

/** Seeds, and their percentages for the identity at hand. reference: §1.8 */
export class SeedTable {
  readonly #seeds = new Map<string, Seed>();
  /** The group of each length that has a lane left. */
  readonly #open = new Map<number, Group>();
  readonly #digester = laneDigester();
  #key = '';
  #generation = 0;
  #isAlone = true;

  /** The seed of a text; seeds that are added one after the other are hashed together. */
  add(text: string): Seed {
    const known = this.#seeds.get(text);
    if (known) return known;
    const bytes = encoder.encode(text);
    const group = bytes.length <= BLOCK_BYTES ? this.#groupFor(bytes.length) : undefined;
    const seed = { text, group, lane: group ? group.seeds.push(text) - 1 : 0 };
    if (group) for (const [index, byte] of bytes.entries()) orByte(group.cells, index, seed.lane, byte);
    this.#seeds.set(text, seed);
    return seed;
  }

  /** Turns to an identity; undefined or an empty key is none. */
  load(key = ''): void {
    if (key === this.#key) return;
    this.#key = key;
    this.#generation++;
    this.#isAlone = !this.#digester || paddedLength(key.length * 3 + BLOCK_BYTES + 1) > MAX_MESSAGE_BYTES;
  }

  /** The percentage of the identity under a seed; NaN without an identity. */
  percentage({ text, group, lane }: Seed): number {
    if (this.#key === '') return NaN;
    if (!group || this.#isAlone) return bucket([text, this.#key]);
    if (group.generation !== this.#generation) this.#digest(group);
    return group.percentages[lane] ?? NaN;
  }

  #groupFor(seedBytes: number): Group {
    const open = this.#open.get(seedBytes);
    if (open && open.seeds.length < LANES) return open;
    const cells = new Int32Array(GROUP_WORDS);
    const group = { seedBytes, seeds: [], cells, percentages: new Float64Array(LANES), generation: 0 };
    this.#open.set(seedBytes, group);
    return group;
  }

  #digest(group: Group): void {
    if (!this.#digester) return;
    if (shared.key !== this.#key || shared.seedBytes !== group.seedBytes) {
      const messageBytes = writeMessage(this.#digester.message, this.#key, group.seedBytes);
      shared = { key: this.#key, seedBytes: group.seedBytes, messageBytes };
    }
    const digests = this.#digester.digest(group.cells, shared.messageBytes);
    for (let lane = 0; lane < group.seeds.length; lane++) {
      const percentage = percentageOf(residueOfLane(digests, lane));
      group.percentages[lane] = percentage === 100 ? bucket([group.seeds[lane]!, this.#key]) : percentage;
    }
    group.generation = this.#generation;
  }
}

const encoder = new TextEncoder();
/** What the digester's message was last written for, by any table. */
let shared = { key: '', seedBytes: -1, messageBytes: 0 };

/** Writes what all seeds of a length have in common, a comma and the key; answers the padded length. */
function writeMessage(message: Uint8Array, key: string, seedBytes: number): number {
  message.fill(0, 0, seedBytes);
  message[seedBytes] = COMMA;
  const length = seedBytes + 1 + encoder.encodeInto(key, message.subarray(seedBytes + 1)).written;
  pad(message, length);
  return paddedLength(length);
}

function residueOfLane(digests: Int32Array, lane: number): number {
  return residueOf(digests[lane]!, digests[lane + LANES]!, digests[lane + LANES * 2]!, digests[lane + LANES * 3]!);
}

function orByte(cells: Int32Array, index: number, lane: number, byte: number): void {
  const cell = (index >> 2) * LANES + lane;
  cells[cell] = cells[cell]! | (byte << ((index & 3) * 8));
}

const COMMA = 0x2c;
