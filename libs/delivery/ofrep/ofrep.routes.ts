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
import { readContext } from './ofrep-context.js';
import { OfrepFault, ofrepAnswer } from './ofrep-fault.js';
import { ofrepFlag } from './ofrep-flag.js';
import { OfrepFailureDto, OfrepFlagDto, OfrepFlagsDto, OfrepRefusalDto, OfrepRequestDto } from './ofrep.dto.js';

interface OneFlag {
  Params: { key?: string };
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
  ) {}

  onModuleInit(): void {
    const server: FastifyInstance = this.host.httpAdapter.getInstance();
    const errorHandler = (error: FastifyError, request: FastifyRequest<OneFlag>, reply: FastifyReply): void =>
      this.explain(error, request, reply);
    server.route<OneFlag>({
      method: 'POST',
      url: `${FLAGS.url}/:key`,
      errorHandler,
      handler: (request) => this.flag(request),
    });
    server.route<OneFlag>({
      method: 'POST',
      url: FLAGS.url,
      errorHandler,
      handler: (request, reply) => this.flags(request, reply),
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
    const body = ReadyBody.of(JSON.stringify({ flags }));
    reply.headers({ etag: body.etag, 'cache-control': 'private, no-cache' });
    const tags = request.headers['if-none-match'];
    if (tags !== undefined && body.isTagged(tags)) return reply.status(304).send();
    return reply.type('application/json').send(body.bytes);
  }

  private async evaluate(request: FastifyRequest): Promise<Evaluated> {
    const key = keyOf(request);
    if (!key) throw new Unauthenticated('Invalid or missing Environment key');
    const opened = allowed(await this.cache.open(key));
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
