/** Bytes of WebAssembly. */
export type Code = readonly number[];

/** An instance of what `moduleOf` writes. */
export interface WasmExports {
  readonly memory: { readonly buffer: ArrayBuffer };
  run(...parameters: number[]): void;
}

/** The parts of the global that are used here; the type libraries of Node leave it out. */
declare const WebAssembly: {
  validate(binary: Uint8Array): boolean;
  readonly Module: new (binary: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: WasmExports };
};

/** A function without result that works on its own memory. Locals are numbered: parameters, integers, vectors. */
export interface WasmFunction {
  readonly body: Code;
  readonly parameters: number;
  readonly integers: number;
  readonly vectors: number;
  /** 64 KiB each. */
  readonly pages: number;
}

/** Instantiates a function; undefined where the machine lacks SIMD. */
export function instantiate(source: WasmFunction): WasmExports | undefined {
  const binary = Uint8Array.from(moduleOf(source));
  if (!WebAssembly.validate(binary)) return undefined;
  return new WebAssembly.Instance(new WebAssembly.Module(binary)).exports;
}

export const get = (local: number): Code => [0x20, local];
export const set = (local: number): Code => [0x21, local];
export const tee = (local: number): Code => [0x22, local];
export const i32 = (value: number): Code => [0x41, ...signed(value)];
export const add: Code = [0x6a];
const lessThan: Code = [0x48];

/** Runs the body, and again while the one local is below the other. */
export function repeat(body: Code, local: number, end: number): Code {
  return [0x03, 0x40, ...body, ...get(local), ...get(end), ...lessThan, 0x0d, 0x00, 0x0b];
}

/** Runs the body if the one local is below the other. */
export function ifBelow(local: number, end: number, body: Code): Code {
  return [...get(local), ...get(end), ...lessThan, 0x04, 0x40, ...body, 0x0b];
}

/** Instructions on vectors of four 32-bit lanes. */
export const lanes = {
  and: vector(78),
  andNot: vector(79),
  or: vector(80),
  xor: vector(81),
  shiftLeft: vector(171),
  shiftRight: vector(173),
  add: vector(174),
  subtract: vector(177),
  load: (offset: number): Code => [...vector(0), 4, ...unsigned(offset)],
  loadSplat: (offset: number): Code => [...vector(9), 2, ...unsigned(offset)],
  store: (offset: number): Code => [...vector(11), 4, ...unsigned(offset)],
  splat: (value: number): Code => [...i32(value), ...vector(17)],
};

function vector(operation: number): Code {
  return [0xfd, ...unsigned(operation)];
}

function moduleOf({ body, parameters, integers, vectors, pages }: WasmFunction): Code {
  const type = [0x60, ...list(Array.from({ length: parameters }, () => [I32])), 0];
  const locals = list([
    [...unsigned(integers), I32],
    [...unsigned(vectors), V128],
  ]);
  const code = [...locals, ...body, 0x0b];
  return [
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [type]),
    ...section(3, [[0]]),
    ...section(5, [[0, ...unsigned(pages)]]),
    ...section(7, [
      [...text('memory'), 2, 0],
      [...text('run'), 0, 0],
    ]),
    ...section(10, [[...unsigned(code.length), ...code]]),
  ];
}

function section(id: number, items: readonly Code[]): Code {
  const content = list(items);
  return [id, ...unsigned(content.length), ...content];
}

function list(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()];
}

function text(name: string): Code {
  return list(Array.from(name, (character) => [character.charCodeAt(0)]));
}

/** LEB128, seven bits a byte. */
function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

function signed(value: number): Code {
  return value >= -0x40 && value < 0x40 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}

const I32 = 0x7f;
const V128 = 0x7b;
