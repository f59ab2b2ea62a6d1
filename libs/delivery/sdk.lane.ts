import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { FastLane, NEVER_KEPT, ReadyAnswer, type ReadyHead } from '#platform/http';
import { EnvironmentCache, type Opened } from './environment-cache.js';
import { EnvironmentDocuments } from './environment-documents.js';
import { identityBody } from './identity-body.js';
import { IdentityEvaluation, type EvaluatedFlags } from './identity-evaluation.js';
import { readRegularBody } from './quick-identity-input.js';
import { FirstEvaluations } from './first-evaluations.js';
import type { ReadyBody } from './ready-body.js';
import { choose, readyAnswer } from './send-ready.js';
import { SDK_URLS, UPDATED_AT } from './sdk.routes.js';
import type { Resource } from './usage/usage-counts.js';
import { Usage } from './usage/usage.js';

type BodyOf = (opened: Opened) => ReadyBody | undefined;

/** What SDKs ask for most, answered before Fastify whenever it can be. */
@Injectable()
export class SdkLane implements OnModuleInit {
  /** Answers that have been given once, by everything of the request that they depend on. */
  private readonly kept = new WeakMap<ReadyBody, Map<string, ReadyAnswer>>();
  private readonly heads = new WeakMap<Opened['environment'], Map<string, ReadyHead>>();

  constructor(
    private readonly lane: FastLane,
    private readonly cache: EnvironmentCache,
    private readonly documents: EnvironmentDocuments,
    private readonly evaluation: IdentityEvaluation,
    private readonly usage: Usage,
    private readonly first: FirstEvaluations,
  ) {}

  onModuleInit(): void {
    this.answerReady(SDK_URLS.flags, 'flags', ({ environment, side }) => environment.flags(side));
    this.answerReady(SDK_URLS.document, 'environment-document', ({ environment, side }) =>
      side === 'server' ? this.documents.peek(environment) : undefined,
    );
    this.lane.get(SDK_URLS.identities, (request, response) => this.identity(request, response), { query: true });
    this.lane.post(SDK_URLS.identities, (request, body, response) => this.identify(request, body, response));
  }

  private answerReady(url: string, resource: Resource, bodyOf: BodyOf): void {
    this.lane.get(url, (request, response) => {
      const opened = this.opened(request);
      const body = opened && bodyOf(opened);
      if (!body) return false;
      if (resource === 'flags' && this.first.isPending(opened.environment.row.id, request.headers)) return false;
      this.lane.sendReady(response, this.keptAnswer(body, opened, request));
      this.usage.request(opened.environment.row.id, resource);
      return true;
    });
  }

  /** `GET /identities/?identifier=…` and nothing else, of an identity that is known. */
  private identity(request: IncomingMessage, response: ServerResponse): boolean {
    const identifier = identifierOf(request.url ?? '');
    const opened = identifier === undefined ? undefined : this.opened(request);
    const evaluated = opened && identifier !== undefined && this.evaluation.known(opened, identifier);
    if (!evaluated) return false;
    this.sendFlags(request, response, opened, identifier, evaluated);
    return true;
  }

  private identify(request: IncomingMessage, body: string, response: ServerResponse): boolean | Promise<boolean> {
    const opened = this.opened(request);
    const input = opened && readRegularBody(body);
    if (!input) return false;
    const send = (evaluated: EvaluatedFlags): true => {
      this.sendFlags(request, response, opened, input.identifier, evaluated);
      return true;
    };
    const evaluated = this.evaluation.identify(opened, { ...input, anonymous: false });
    return evaluated instanceof Promise ? evaluated.then(send) : send(evaluated);
  }

  /** What the key opens, where that is known and may be served. */
  private opened({ headers }: IncomingMessage): Opened | undefined {
    const key = headers['x-environment-key'];
    const opened = typeof key === 'string' ? this.cache.peek(key) : undefined;
    return opened?.environment.row.stopServingFlags === false ? opened : undefined;
  }

  private sendFlags(
    request: IncomingMessage,
    response: ServerResponse,
    opened: Opened,
    identifier: string,
    evaluated: EvaluatedFlags,
  ): void {
    const head = this.flagsHead(request, opened, evaluated.notSaved);
    this.lane.send(response, head, identityBody(opened, identifier, evaluated));
    this.usage.request(opened.environment.row.id, 'identities');
  }

  private flagsHead(request: IncomingMessage, { environment }: Opened, notSaved: boolean): ReadyHead {
    let heads = this.heads.get(environment);
    if (!heads) this.heads.set(environment, (heads = new Map()));
    const key = `${request.headers.origin !== undefined} ${notSaved}`;
    let head = heads.get(key);
    if (!head) {
      const own = [UPDATED_AT, environment.row.updatedAt, ...JSON_HEADERS, ...(notSaved ? NOT_SAVED : [])];
      heads.set(key, (head = this.lane.head(200, own, request)));
    }
    return head;
  }

  private keptAnswer(body: ReadyBody, opened: Opened, request: IncomingMessage): ReadyAnswer {
    const { status, encoding } = choose(body, opened, request.headers);
    const key = `${status} ${encoding ?? ''} ${request.headers.origin !== undefined}`;
    let answers = this.kept.get(body);
    if (!answers) this.kept.set(body, (answers = new Map()));
    const known = answers.get(key);
    if (known) return known;
    const { bytes, headers } = readyAnswer(body, opened, { status, encoding });
    const head = this.lane.head(status, Object.entries(headers).flat(), request);
    const answer = new ReadyAnswer(head, bytes ?? Buffer.alloc(0));
    answers.set(key, answer);
    return answer;
  }
}

const JSON_HEADERS = ['content-type', 'application/json', 'cache-control', NEVER_KEPT];
const NOT_SAVED = ['burgee-traits', 'not-saved'];
const IDENTIFIER = '?identifier=';

/** The identifier, if it is the only parameter. */
function identifierOf(url: string): string | undefined {
  const at = url.indexOf('?');
  if (!url.startsWith(IDENTIFIER, at) || url.includes('&', at)) return undefined;
  try {
    return decodeURIComponent(url.slice(at + IDENTIFIER.length).replaceAll('+', ' ')) || undefined;
  } catch {
    return undefined;
  }
}
