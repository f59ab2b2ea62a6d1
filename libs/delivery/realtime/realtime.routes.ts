import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { plainRoute, PlainRoutes } from '#platform/http';
import { StreamAnswer } from './stream-answer.js';
import { FLAGSMITH } from './stream-text.js';

interface StreamRequest {
  Params: { key: string };
}

/** Where SDKs with `realtime` listen. The key is in the path: an EventSource sends no headers of its own. */
@Injectable()
export class RealtimeRoutes implements OnModuleInit {
  constructor(
    private readonly routes: PlainRoutes,
    private readonly answer: StreamAnswer,
  ) {}

  onModuleInit(): void {
    this.routes.answer({ ...STREAM, url: '/sse/environments/:key/stream' }, (request, reply) => {
      const { key } = (request as FastifyRequest<StreamRequest>).params;
      return this.answer.send(key, FLAGSMITH, request, reply);
    });
  }
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
