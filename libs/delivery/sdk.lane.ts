import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { FastLane } from '#platform/http';
import { EnvironmentCache, type Opened } from './environment-cache.js';
import { EnvironmentDocuments } from './environment-documents.js';
import { FirstEvaluations } from './first-evaluations.js';
import type { ReadyBody } from './ready-body.js';
import { choose, readyAnswer } from './send-ready.js';
import { SDK_URLS } from './sdk.routes.js';
import type { Resource } from './usage/usage-counts.js';
import { Usage } from './usage/usage.js';

type BodyOf = (opened: Opened) => ReadyBody | undefined;

/** What is kept of an answer that has been given once, by everything of the request that it depends on. */
interface KeptAnswer {
  readonly status: number;
  readonly bytes: Buffer | undefined;
  readonly headers: string[];
}

/** What SDKs poll most, answered before Fastify whenever the bytes are there already. */
@Injectable()
export class SdkLane implements OnModuleInit {
  private readonly kept = new WeakMap<ReadyBody, Map<string, KeptAnswer>>();

  constructor(
    private readonly lane: FastLane,
    private readonly cache: EnvironmentCache,
    private readonly documents: EnvironmentDocuments,
    private readonly usage: Usage,
    private readonly first: FirstEvaluations,
  ) {}

  onModuleInit(): void {
    this.answer(SDK_URLS.flags, 'flags', ({ environment, side }) => environment.flags(side));
    this.answer(SDK_URLS.document, 'environment-document', ({ environment, side }) =>
      side === 'server' ? this.documents.peek(environment) : undefined,
    );
  }

  private answer(url: string, resource: Resource, bodyOf: BodyOf): void {
    this.lane.answer(url, ({ headers }, response) => {
      const key = headers['x-environment-key'];
      const opened = typeof key === 'string' ? this.cache.peek(key) : undefined;
      const body = opened && !opened.environment.row.stopServingFlags ? bodyOf(opened) : undefined;
      if (!opened || !body) return false;
      if (resource === 'flags' && this.first.isPending(opened.environment.row.id, headers)) return false;
      const answer = this.keptAnswer(body, opened, headers);
      response.writeHead(answer.status, answer.headers);
      response.end(answer.bytes);
      this.usage.request(opened.environment.row.id, resource);
      return true;
    });
  }

  private keptAnswer(body: ReadyBody, opened: Opened, headers: IncomingHttpHeaders): KeptAnswer {
    const { status, encoding } = choose(body, opened, headers);
    const crossOrigin = headers.origin !== undefined;
    const key = `${status} ${encoding ?? ''} ${crossOrigin}`;
    let answers = this.kept.get(body);
    if (!answers) this.kept.set(body, (answers = new Map()));
    const known = answers.get(key);
    if (known) return known;
    const { bytes, headers: own } = readyAnswer(body, opened, { status, encoding });
    const answer = { status, bytes, headers: this.lane.headersWith(Object.entries(own).flat(), crossOrigin) };
    answers.set(key, answer);
    return answer;
  }
}
