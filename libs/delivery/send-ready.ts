import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Opened } from './environment-cache.js';
import { preferredEncoding, type Encoding } from './compression.js';
import type { ReadyBody } from './ready-body.js';

/** What is sent of a ready body: perhaps nothing, perhaps compressed. */
export interface Choice {
  readonly status: 200 | 304;
  readonly encoding: Encoding | undefined;
}

/** A browser may keep it, and asks each time whether it still holds. */
const POLLED = { 'cache-control': 'private, no-cache', vary: 'X-Environment-Key, Accept-Encoding' };

/** Decides by what the client has and what it takes. */
export function choose(body: ReadyBody, { environment }: Opened, headers: IncomingHttpHeaders): Choice {
  if (isKnown(headers, body, environment.lastModified)) return { status: 304, encoding: undefined };
  const preferred = preferredEncoding(headers['accept-encoding']);
  return { status: 200, encoding: preferred && body.in(preferred) ? preferred : undefined };
}

/** The bytes and headers of that, but for the length. */
export function readyAnswer(
  body: ReadyBody,
  { environment }: Opened,
  { status, encoding }: Choice,
): { bytes: Buffer | undefined; headers: Readonly<Record<string, string>> } {
  const common = { ...environment.headers, ...POLLED, etag: body.etag };
  if (status === 304) return { bytes: undefined, headers: common };
  const bytes = (encoding && body.in(encoding)) ?? body.bytes;
  return {
    bytes,
    headers: { ...common, 'content-type': 'application/json', ...(encoding ? { 'content-encoding': encoding } : {}) },
  };
}

/** The same through Fastify. */
export function sendReady(body: ReadyBody, opened: Opened, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const choice = choose(body, opened, request.headers);
  const { bytes, headers } = readyAnswer(body, opened, choice);
  return reply.status(choice.status).headers(headers).send(bytes);
}

/** Whether the client has just this. The tag counts before the date, which knows whole seconds only. */
function isKnown(headers: IncomingHttpHeaders, body: ReadyBody, lastModified: number): boolean {
  const { 'if-none-match': tags, 'if-modified-since': since } = headers;
  if (tags !== undefined) return body.isTagged(tags);
  return since !== undefined && Date.parse(since) >= lastModified;
}
