import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Smaller ones are not worth it. */
export const COMPRESS_FROM = 1_024;

export type Encoding = 'br' | 'gzip';

const gzipped = promisify(gzip);
const brotlied = promisify(brotliCompress);

/** The best encoding that a client takes, by its `Accept-Encoding`. */
export function preferredEncoding(accepted: string | string[] | undefined): Encoding | undefined {
  if (typeof accepted !== 'string') return undefined;
  if (/\bbr\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted)) return 'br';
  return /\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))/.test(accepted) ? 'gzip' : undefined;
}

/** Compresses beside the event loop. What is sent once is compressed quickly, what is sent often is compressed well. */
export function compress(bytes: Buffer, encoding: Encoding, { once }: { once: boolean }): Promise<Buffer> {
  if (encoding === 'gzip') return gzipped(bytes, { level: once ? 1 : 6 });
  return brotlied(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: once ? 1 : 5 } });
}
