import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Denied } from '#platform/errors';
import { plainRoute, PlainRoutes } from '#platform/http';
import { allowed } from '../allowed.js';
import { EnvironmentCache } from '../environment-cache.js';
import { OpenStreams } from './open-streams.js';
import { EVENT_STREAM } from './stream-text.js';

interface StreamRequest {
  Params: { key: string };
  Querystring: { lastEventId?: string | string[] };
}

/** Where SDKs with `realtime` listen. The key is in the path: an EventSource sends no headers of its own. */
@Injectable()
export class RealtimeRoutes implements OnModuleInit {
  constructor(
    private readonly routes: PlainRoutes,
    private readonly cache: EnvironmentCache,
    private readonly streams: OpenStreams,
  ) {}

  onModuleInit(): void {
    this.routes.answer({ ...STREAM, url: '/sse/environments/:key/stream' }, (request, reply) =>
      this.stream(request as FastifyRequest<StreamRequest>, reply),
    );
  }

  private async stream(request: FastifyRequest<StreamRequest>, reply: FastifyReply): Promise<FastifyReply> {
    const { environment, side } = allowed(await this.cache.open(request.params.key));
    // a secret has no place in a path
    if (side !== 'client') throw new Denied('Invalid or missing Environment Key');
    if (request.method === 'HEAD') return reply.headers(EVENT_STREAM).send();
    if (this.streams.isFull) return reply.status(503).header('retry-after', RETRY_AFTER).send(FULL);
    reply.hijack();
    this.streams.open(environment.row, reply.raw, reply.getHeaders(), lastSeen(request));
    return reply;
  }
}

const RETRY_AFTER = '30';
const FULL = { detail: 'Too many streams are open here. Please try again.' };

/** What an EventSource says when it comes back; wrappers of it, which cannot set the header, say it in the query. */
function lastSeen({ headers, query }: FastifyRequest<StreamRequest>): string | undefined {
  return [headers['last-event-id'], query.lastEventId].flat().find((one) => one !== undefined);
}

const STREAM = plainRoute({
  method: 'GET',
  url: '/sse/environments/{key}/stream',
  rule: { kind: 'sdk-key', side: 'client' },
  summary: 'Tells of every change of the environment, as server-sent events',
  tag: 'sdk',
  query: [{ name: 'lastEventId', description: 'the id of the last event seen, where the header cannot be set' }],
  answers: { 200: [] },
});
