import type { Opened } from './environment-cache.js';
import type { FlagPiece } from './flag-piece.js';
import type { EvaluatedFlags } from './identity-evaluation.js';
import { traitJson } from './trait-json.js';

const HEAD_END = Buffer.from('],"flags":[');
const END = Buffer.from(']}');

/** Bytes of pieces with a comma before them; a piece lives as long as its environment. */
const ready = new WeakMap<FlagPiece, Buffer>();

/** The answer of `/identities/`: a short head, and bytes that are ready. */
export function identityBody(opened: Opened, identifier: string, { pieces, traits }: EvaluatedFlags): Buffer {
  const shown = opened.environment.row.hideSensitiveData ? [] : traits;
  const head = Buffer.from(`{"identifier":${JSON.stringify(identifier)},"traits":[${shown.map(traitJson).join(',')}`);
  const flags = opened.environment.visible(pieces, opened.side).map(bytesOf);
  const [first, ...others] = flags;
  return Buffer.concat([head, HEAD_END, ...(first ? [first.subarray(1), ...others] : []), END]);
}

function bytesOf(piece: FlagPiece): Buffer {
  let bytes = ready.get(piece);
  if (!bytes) ready.set(piece, (bytes = Buffer.from(`,${piece.identityFlag}`)));
  return bytes;
}
