import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Denied } from '#platform/errors';
import { allowed } from '../allowed.js';
import { EnvironmentCache } from '../environment-cache.js';
import { OpenStreams } from './open-streams.js';
import { EVENT_STREAM, type StreamDialect } from './stream-text.js';

/** Answers with a stream, to whoever may have it. */
@Injectable()
export class StreamAnswer {
  constructor(
    private readonly cache: EnvironmentCache,
    private readonly streams: OpenStreams,
  ) {}

  /** @throws Denied for anything but a client-side key that may be used: a secret has no place in an address */
  async send(
    key: string,
    dialect: StreamDialect,
    { headers, query, method }: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { environment, side } = allowed(await this.cache.open(key));
    if (side !== 'client') throw new Denied('Invalid or missing Environment Key');
    if (method === 'HEAD') return reply.headers(EVENT_STREAM).send();
    if (this.streams.isFull) return reply.status(503).header('retry-after', RETRY_AFTER).send(dialect.full);
    reply.hijack();
    const lastSeen = [headers['last-event-id'], (query as StreamQuery).lastEventId].flat().find(isGiven);
    this.streams.open(environment.row, { response: reply.raw, dialect }, reply.getHeaders(), lastSeen);
    return reply;
  }
}

/** What an EventSource says when it comes back; wrappers of it, which cannot set the header, say it in the query. */
interface StreamQuery {
  readonly lastEventId?: string | string[];
}

const RETRY_AFTER = '30';
const isGiven = (one: string | undefined): boolean => one !== undefined && one !== '';
