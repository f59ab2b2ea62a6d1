import type { IncomingMessage } from 'node:http';

/**
 * Reads a short body and leaves it where it is, so that it can be read again.
 * @param read is given the body once it is there whole; undefined where it is not what the head has said. It is never called for a
 *   request that breaks off.
 */
export function peekBody(request: IncomingMessage, read: (body: string | undefined) => void): void {
  const look = (): void => {
    if (!request.complete) return;
    request.removeListener('readable', look);
    read(peek(request));
  };
  // a body that came in one packet with its head is there in the next tick
  process.nextTick(() => {
    if (request.complete) look();
    else request.on('readable', look);
  });
}

function peek(request: IncomingMessage): string | undefined {
  const bytes: Buffer | null = request.read();
  if (bytes === null) return undefined;
  request.unshift(bytes);
  return bytes.length === Number(request.headers['content-length']) ? bytes.toString() : undefined;
}
