import { createHash, type Hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { compress, COMPRESS_FROM, type Encoding } from './compression.js';

/** Bytes that are put together before others get their turn. */
const TURN = 1_000_000;

/** The bytes of an answer, the same for everybody who asks, with their tag; compressed once, when first asked for. */
export class ReadyBody {
  readonly etag: string;
  private readonly encoded = new Map<Encoding, Buffer | undefined>();

  private constructor(
    readonly bytes: Buffer,
    hash: Hash,
  ) {
    this.etag = `"${hash.digest('base64url')}"`;
  }

  static of(json: string): ReadyBody {
    const bytes = Buffer.from(json);
    return new ReadyBody(bytes, createHash('sha1').update(bytes));
  }

  /** One after the other; a long one is put together in turns. */
  static async ofParts(parts: readonly Buffer[]): Promise<ReadyBody> {
    const bytes = Buffer.allocUnsafe(parts.reduce((sum, { length }) => sum + length, 0));
    const hash = createHash('sha1');
    let at = 0;
    let turn = 0;
    for (const part of parts) {
      if (at - turn > TURN) {
        turn = at;
        await nextTurn();
      }
      at += part.copy(bytes, at);
      hash.update(part);
    }
    return new ReadyBody(bytes, hash);
  }

  /** The bytes in that encoding; undefined while they are being compressed, which does not hold anybody up. */
  in(encoding: Encoding): Buffer | undefined {
    if (!this.encoded.has(encoding) && this.bytes.length >= COMPRESS_FROM) this.compress(encoding);
    return this.encoded.get(encoding);
  }

  /** Whether one of these tags, as `If-None-Match` lists them, is its own; weak ones count as well. */
  isTagged(tags: string): boolean {
    return tags === this.etag || tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === this.etag);
  }

  private compress(encoding: Encoding): void {
    this.encoded.set(encoding, undefined);
    void compress(this.bytes, encoding, { once: false }).then(
      (bytes) => this.encoded.set(encoding, bytes),
      () => undefined,
    );
  }
}
