import type { IncomingHttpHeaders } from 'node:http';
import { compress, COMPRESS_FROM, preferredEncoding, type Encoding } from './compression.js';
import type { Opened } from './environment-cache.js';
import type { EvaluatedFlags } from './identity-evaluation.js';

/** The answer of `/identities/`: a short head, and bytes that are ready. */
export function identityBody(
  { environment, side }: Opened,
  identifier: string,
  { pieces, traits }: EvaluatedFlags,
): Buffer[] {
  const shown = environment.row.hideSensitiveData ? '[]' : traits.json;
  const head = `{"identifier":${JSON.stringify(identifier)},"traits":${shown},"flags":[`;
  return [Buffer.from(head), ...environment.flagList(side).chunksOf(pieces)];
}

/** The same, compressed. */
export interface EncodedBody {
  readonly encoding: Encoding;
  readonly bytes: Buffer;
}

/**
 * Compresses the answer for a browser or a phone that takes it; a server, which asks often and from nearby, is not worth the time.
 * Undefined, at once, where it is sent as it is.
 */
export function encodedBody(
  { side }: Opened,
  headers: IncomingHttpHeaders,
  chunks: readonly Buffer[],
): Promise<EncodedBody> | undefined {
  const encoding = side === 'client' ? preferredEncoding(headers['accept-encoding']) : undefined;
  if (!encoding || chunks.reduce((sum, { length }) => sum + length, 0) < COMPRESS_FROM) return undefined;
  return compress(Buffer.concat(chunks), encoding, { once: true }).then((bytes) => ({ encoding, bytes }));
}
