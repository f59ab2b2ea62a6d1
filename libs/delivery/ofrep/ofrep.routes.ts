import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Unauthenticated } from '#platform/errors';
import { plainRoute } from '#platform/http';
import { allowed } from '../allowed.js';
import { EnvironmentCache, type Opened } from '../environment-cache.js';
import type { FlagPiece } from '../flag-piece.js';
import { IdentityEvaluation } from '../identity-evaluation.js';
import { ReadyBody } from '../ready-body.js';
import { StreamAnswer } from '../realtime/stream-answer.js';
import { OFREP } from '../realtime/stream-text.js';
import { readContext } from './ofrep-context.js';
import { OfrepFault, ofrepAnswer } from './ofrep-fault.js';
import { ofrepFlag } from './ofrep-flag.js';
import {
  OfrepConfigurationDto,
  OfrepFailureDto,
  OfrepFlagDto,
  OfrepFlagsDto,
  OfrepRefusalDto,
  OfrepRequestDto,
  type EventStreamDto,
} from './ofrep.dto.js';

interface OneFlag {
  Params: { key?: string };
}

interface StreamQuery {
  readonly key?: string | string[];
}

interface Evaluated {
  readonly opened: Opened;
  readonly pieces: FlagPiece[];
  readonly anonymous: boolean;
}

/** What providers of OpenFeature call. Plain routes, as theirs are the errors of the protocol from the first byte on. */
@Injectable()
export class OfrepRoutes implements OnModuleInit {
  private readonly log = new Logger('Ofrep');

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly cache: EnvironmentCache,
    private readonly evaluation: IdentityEvaluation,
    private readonly streams: StreamAnswer,
  ) {}

  onModuleInit(): void {
    const server: FastifyInstance = this.host.httpAdapter.getInstance();
    const errorHandler = (error: FastifyError, request: FastifyRequest<OneFlag>, reply: FastifyReply): void =>
      this.explain(error, request, reply);
    server.route<OneFlag>({
      method: 'POST',
      url: `${FLAGS.url}/:key`,
      errorHandler,
      config: { keepsFloats: true },
      handler: (request) => this.flag(request),
    });
    server.route<OneFlag>({
      method: 'POST',
      url: FLAGS.url,
      errorHandler,
      config: { keepsFloats: true },
      handler: (request, reply) => this.flags(request, reply),
    });
    server.route<OneFlag>({
      method: 'GET',
      url: CONFIGURATION.url,
      errorHandler,
      handler: (request, reply) => this.configuration(request, reply),
    });
    server.route<OneFlag & { Querystring: StreamQuery }>({
      method: 'GET',
      url: EVENT_STREAM.url,
      errorHandler,
      compress: false,
      handler: (request, reply) => this.streams.send(String(request.query.key ?? ''), OFREP, request, reply),
    });
  }

  private async flag(request: FastifyRequest<OneFlag>): Promise<OfrepFlagDto> {
    const { opened, pieces, anonymous } = await this.evaluate(request);
    const piece = opened.environment.named(pieces, request.params.key ?? '', opened.side);
    if (!piece) throw new OfrepFault('FLAG_NOT_FOUND', 'There is no such flag.');
    const flag = ofrepFlag(piece, anonymous);
    if ('errorCode' in flag) throw new OfrepFault(flag.errorCode, flag.errorDetails);
    return flag;
  }

  private async flags(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { opened, pieces, anonymous } = await this.evaluate(request);
    const flags = opened.environment.visible(pieces, opened.side).map((piece) => ofrepFlag(piece, anonymous));
    return sendUnlessKnown(ReadyBody.of(JSON.stringify({ flags, eventStreams: [streamOf(opened)] })), request, reply);
  }

  private async configuration(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    await this.open(request);
    return sendUnlessKnown(CONFIGURED, request, reply);
  }

  private async open(request: FastifyRequest): Promise<Opened> {
    const key = keyOf(request);
    if (!key) throw new Unauthenticated('Invalid or missing Environment key');
    return allowed(await this.cache.open(key));
  }

  private async evaluate(request: FastifyRequest): Promise<Evaluated> {
    const opened = await this.open(request);
    const context = readContext(request.body);
    const { pieces } = await this.evaluation.identify(opened, context);
    return { opened, pieces, anonymous: context.anonymous };
  }

  private explain(error: FastifyError, request: FastifyRequest<OneFlag>, reply: FastifyReply): void {
    const { status, headers, body } = ofrepAnswer(error, request.params.key);
    if (status >= 500) this.log.error({ err: error, request: request.id }, 'request failed');
    void reply.status(status).headers(headers).send(body);
  }
}

/** The key of an environment, by its own header or by those that the protocol names. */
function keyOf({ headers }: FastifyRequest): string | undefined {
  const [, bearer] = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  return [headers['x-environment-key'], bearer, headers['x-api-key']].flat().find(Boolean);
}

/** Where changes are told, always by the client-side key: addresses are seen by many. */
function streamOf({ environment }: Opened): EventStreamDto {
  const requestUri = `${EVENT_STREAM.url}?key=${encodeURIComponent(environment.row.apiKey)}`;
  return { type: 'sse', endpoint: { requestUri }, inactivityDelaySec: 120 };
}

function sendUnlessKnown(body: ReadyBody, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.headers({ etag: body.etag, 'cache-control': 'private, no-cache' });
  const tags = request.headers['if-none-match'];
  if (tags !== undefined && body.isTagged(tags)) return reply.status(304).send();
  return reply.type('application/json').send(body.bytes);
}

const FAILED = [OfrepFailureDto];
const REFUSED = [OfrepRefusalDto];

const FLAGS = plainRoute({
  method: 'POST',
  url: '/ofrep/v1/evaluate/flags',
  rule: { kind: 'sdk-key', side: 'client' },
  summary: 'All flags for one context, as OpenFeature knows them',
  tag: 'ofrep',
  body: OfrepRequestDto,
  answers: { 200: [OfrepFlagsDto], 304: [], 400: FAILED, 401: REFUSED, 403: REFUSED },
});

plainRoute({
  method: 'POST',
  url: '/ofrep/v1/evaluate/flags/{key}',
  rule: { kind: 'sdk-key', side: 'client' },
  summary: 'One flag for one context, as OpenFeature knows it',
  tag: 'ofrep',
  body: OfrepRequestDto,
  answers: { 200: [OfrepFlagDto], 400: FAILED, 401: REFUSED, 403: REFUSED, 404: FAILED },
});

const CONFIGURATION = plainRoute({
  method: 'GET',
  url: '/ofrep/v1/configuration',
  rule: { kind: 'sdk-key', side: 'client' },
  summary: 'What there is, for providers of version 0.1 of the protocol',
  tag: 'ofrep',
  answers: { 200: [OfrepConfigurationDto], 304: [], 401: REFUSED, 403: REFUSED },
});

const EVENT_STREAM = plainRoute({
  method: 'GET',
  url: '/ofrep/v1/event-stream',
  rule: { kind: 'sdk-key', side: 'client' },
  summary: 'Tells providers of every change of the environment, as server-sent events',
  tag: 'ofrep',
  query: [
    { name: 'key', description: 'the client-side key of the environment' },
    { name: 'lastEventId', description: 'the id of the last event seen, where the header cannot be set' },
  ],
  answers: { 200: [], 403: REFUSED, 503: REFUSED },
});

const DETAILS: OfrepConfigurationDto = {
  name: 'Burgee',
  capabilities: {
    cacheInvalidation: { polling: { enabled: true, minPollingIntervalMs: 1_000 } },
    flagEvaluation: { supportedTypes: ['int', 'float', 'string', 'boolean'] },
    caching: { enabled: false },
  },
};
const CONFIGURED = ReadyBody.of(JSON.stringify(DETAILS));
