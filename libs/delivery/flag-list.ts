import type { FlagPiece } from './flag-piece.js';

/** Bytes of pieces with a comma before them; a piece lives as long as its environment. */
const ready = new WeakMap<FlagPiece, Buffer>();

/** More pieces than these are sent as one. */
const MOST_CHUNKS = 16;

/**
 * The flags of `/identities/`, as bytes. Most identities get most flags as they are by default: those bytes are ready, in runs of
 * any length, and only what is different is put between.
 */
export class FlagList {
  private readonly bytes: Buffer;
  /** Where the bytes of each default begin; hidden ones have none. */
  private readonly starts: readonly number[];

  constructor(
    private readonly defaults: readonly FlagPiece[],
    private readonly isVisible: (piece: FlagPiece) => boolean,
  ) {
    const chunks = defaults.map((piece) => (isVisible(piece) ? bytesOf(piece) : NOTHING));
    let end = 0;
    this.starts = chunks.map((chunk) => (end += chunk.length) - chunk.length);
    this.bytes = Buffer.concat([...chunks, END]);
  }

  /** A JSON list without its opening bracket, and the brace that ends the answer. */
  chunksOf(pieces: readonly FlagPiece[]): Buffer[] {
    const chunks: Buffer[] = [];
    let from = 0;
    for (let index = 0; index < pieces.length; index++) {
      const piece = pieces[index];
      if (piece === undefined || piece === this.defaults[index]) continue;
      const at = this.starts[index] ?? from;
      if (at > from) chunks.push(this.bytes.subarray(from, at));
      if (this.isVisible(piece)) chunks.push(bytesOf(piece));
      from = this.starts[index + 1] ?? this.bytes.length - END.length;
    }
    chunks.push(this.bytes.subarray(from));
    const [first = END] = chunks;
    if (first[0] === COMMA) chunks[0] = first.subarray(1);
    return chunks.length > MOST_CHUNKS ? [Buffer.concat(chunks)] : chunks;
  }
}

function bytesOf(piece: FlagPiece): Buffer {
  let bytes = ready.get(piece);
  if (!bytes) ready.set(piece, (bytes = Buffer.from(`,${piece.identityFlag}`)));
  return bytes;
}

const NOTHING = Buffer.alloc(0);
const END = Buffer.from(']}');
const COMMA = 0x2c;
