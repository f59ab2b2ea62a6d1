import type { IncomingMessage } from 'node:http';

/** A body that has been read, and can be put back for somebody else to read, as long as nothing else has happened to the request. */
export interface PeekedBody {
  readonly text: string;
  putBack(): void;
}

/**
 * Reads a short body.
 * @param read is given the body once it is there whole; undefined where it is not what the head has said. It is never called for a
 *   request that breaks off.
 */
export function peekBody(request: IncomingMessage, read: (body: PeekedBody | undefined) => void): void {
  const look = (): void => {
    if (!request.complete) return;
    request.removeListener('readable', look);
    read(peek(request));
  };
  // a body that came in one packet with its head is there in the next tick
  process.nextTick(() => {
    if (request.complete) read(peek(request));
    else request.on('readable', look);
  });
}

function peek(request: IncomingMessage): PeekedBody | undefined {
  const bytes: Buffer | null = request.read();
  if (bytes === null) return undefined;
  const putBack = (): void => request.unshift(bytes);
  if (bytes.length === Number(request.headers['content-length'])) return { text: bytes.toString(), putBack };
  putBack();
  return undefined;
}
