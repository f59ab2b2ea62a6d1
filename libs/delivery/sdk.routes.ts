import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Denied, NotFound } from '#platform/errors';
import { plainRoute, PlainRoutes, type PlainRoute } from '#platform/http';
import { allowed } from './allowed.js';
import { EnvironmentCache, type Opened } from './environment-cache.js';
import { EnvironmentDocuments } from './environment-documents.js';
import { IdentityEvaluation } from './identity-evaluation.js';
import { readIdentityInput } from './identity-input.js';
import {
  EnvironmentDocumentDto,
  FlagDto,
  IdentifyDto,
  IdentityFlagDto,
  IdentityFlagsDto,
  MissingIdentifierDto,
} from './sdk.dto.js';
import { identityBody } from './identity-body.js';
import { sendReady } from './send-ready.js';
import { FirstEvaluations } from './first-evaluations.js';
import type { Resource } from './usage/usage-counts.js';
import { Usage } from './usage/usage.js';

type Answer = FastifyReply | Promise<FastifyReply>;
type Query = Record<string, string | string[] | undefined>;

/** What SDKs poll: plain Fastify routes with ready bytes. Everything else of the application is ordinary Nest. */
@Injectable()
export class SdkRoutes implements OnModuleInit {
  constructor(
    private readonly routes: PlainRoutes,
    private readonly cache: EnvironmentCache,
    private readonly documents: EnvironmentDocuments,
    private readonly evaluation: IdentityEvaluation,
    private readonly usage: Usage,
    private readonly first: FirstEvaluations,
  ) {}

  onModuleInit(): void {
    this.answer(FLAGS, 'flags', (opened, request, reply) => this.flags(opened, request, reply));
    this.answer(IDENTITY, 'identities', (opened, request, reply) => this.identity(opened, request, reply));
    this.answer(IDENTIFY, 'identities', (opened, request, reply) => this.identify(opened, request, reply));
    this.answer(DOCUMENT, 'environment-document', (opened, request, reply) => this.document(opened, request, reply));
  }

  /** Without a promise where the key is known, which is nearly always. */
  private answer(
    route: PlainRoute,
    resource: Resource,
    answer: (opened: Opened, request: FastifyRequest, reply: FastifyReply) => Answer,
  ): void {
    const serverSide = route.rule.side === 'server';
    this.routes.answer(route, (request, reply) => {
      const key = request.headers['x-environment-key'];
      if (typeof key !== 'string' || key === '' || (serverSide && !key.startsWith('ser.'))) throw new Denied(NO_KEY);
      const go = (found: Opened | undefined): Answer => {
        const opened = allowed(found, serverSide);
        this.usage.request(opened.environment.row.id, resource);
        return answer(opened, request, reply);
      };
      const opened = this.cache.open(key);
      return opened instanceof Promise ? opened.then(go) : go(opened);
    });
  }

  private flags(opened: Opened, request: FastifyRequest, reply: FastifyReply): Answer {
    const noted = this.first.note(opened.environment.row.id, request.headers);
    return noted ? noted.then(() => this.allFlags(opened, request, reply)) : this.allFlags(opened, request, reply);
  }

  private allFlags(opened: Opened, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    const feature = one(request, 'feature');
    if (feature === undefined) return sendReady(opened.environment.flags(opened.side), opened, request, reply);
    const piece = opened.environment.flag(feature, opened.side);
    if (!piece) throw new NotFound('Given feature not found');
    return reply.type(JSON_TYPE).send(piece.flag);
  }

  private async identity(opened: Opened, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const identifier = one(request, 'identifier');
    if (!identifier) return reply.type(JSON_TYPE).send(MISSING_IDENTIFIER);
    // upstream: §10.2: any text at all means transient, `false` too
    const evaluated = await this.evaluation.of(opened, identifier, Boolean(one(request, 'transient')));
    const feature = one(request, 'feature');
    reply.header(UPDATED_AT, opened.environment.row.updatedAt).type(JSON_TYPE);
    if (feature === undefined) return reply.send(Buffer.concat(identityBody(opened, identifier, evaluated)));
    const piece = opened.environment.named(evaluated.pieces, feature, opened.side);
    if (!piece) return reply.status(404).send('{"detail":"Given feature not found"}');
    return reply.send(piece.identityFlag);
  }

  private async identify(opened: Opened, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const input = await readIdentityInput(request.body);
    const evaluated = await this.evaluation.identify(opened, input);
    reply.header(UPDATED_AT, opened.environment.row.updatedAt).type(JSON_TYPE);
    if (evaluated.notSaved) reply.header('burgee-traits', 'not-saved');
    return reply.send(Buffer.concat(identityBody(opened, input.identifier, evaluated)));
  }

  private async document(opened: Opened, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    return sendReady(await this.documents.of(opened.environment), opened, request, reply);
  }
}

const NO_KEY = 'Invalid or missing Environment key';
const JSON_TYPE = 'application/json';
/** When the environment changed last, in seconds since 1970. */
export const UPDATED_AT = 'x-flagsmith-document-updated-at';
const MISSING_IDENTIFIER = '{"detail":"Missing identifier"}';

/** A parameter of the query; of several the last. */
function one(request: FastifyRequest, name: string): string | undefined {
  const given = (request as FastifyRequest<{ Querystring: Query }>).query[name];
  return Array.isArray(given) ? given.at(-1) : given;
}

/** Without a slash at their ends. */
export const SDK_URLS = {
  flags: '/api/v1/flags',
  identities: '/api/v1/identities',
  document: '/api/v1/environment-document',
} as const;

const CLIENT = { kind: 'sdk-key', side: 'client' } as const;
const FEATURE = { name: 'feature', description: 'name of one feature: the answer is that flag alone' };

const FLAGS = plainRoute({
  method: 'GET',
  url: SDK_URLS.flags,
  rule: CLIENT,
  summary: 'All flags of the environment, as they are by default',
  tag: 'sdk',
  query: [FEATURE],
  answers: { 200: [[FlagDto], FlagDto], 304: [] },
});

const IDENTITY = plainRoute({
  method: 'GET',
  url: SDK_URLS.identities,
  rule: CLIENT,
  summary: 'All flags for one identity',
  tag: 'sdk',
  query: [
    { name: 'identifier', description: 'whom the flags are for; made on first sight' },
    { name: 'transient', description: 'with any text: nothing is stored and nothing stored counts' },
    FEATURE,
  ],
  answers: { 200: [IdentityFlagsDto, IdentityFlagDto, MissingIdentifierDto] },
});

const IDENTIFY = plainRoute({
  method: 'POST',
  url: SDK_URLS.identities,
  rule: CLIENT,
  summary: 'Store traits of an identity, and get its flags',
  tag: 'sdk',
  body: IdentifyDto,
  keepsFloats: true,
  answers: { 200: [IdentityFlagsDto] },
});

const DOCUMENT = plainRoute({
  method: 'GET',
  url: SDK_URLS.document,
  rule: { kind: 'sdk-key', side: 'server' },
  summary: 'Everything an SDK needs to evaluate flags locally',
  tag: 'sdk',
  answers: { 200: [EnvironmentDocumentDto], 304: [] },
});
