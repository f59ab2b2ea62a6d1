import { Catch, HttpException, Injectable, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { explainConnectionFault, isDatabaseGone, isDatabaseSlow, translateDatabaseError } from '#platform/database';
import { Conflict, Denied, Invalid, NotFound, Refused, Throttled, Unauthenticated, WrongVerb } from '#platform/errors';
import { OtherVerbs } from './other-verbs.js';

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Record<string, string>;
}

/** The one place where errors become answers, in the shapes and sentences that clients of Flagsmith know. */
@Injectable()
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly log = new Logger('Http');

  constructor(private readonly otherVerbs: OtherVerbs) {}

  async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const answer = answerTo(await this.explained(error, request));
    if (answer.status >= 500) this.log.error({ err: error, request: request.id }, 'request failed');
    const reply = http.getResponse<FastifyReply>();
    if (reply.sent) return;
    void reply
      .status(answer.status)
      .headers(answer.headers ?? {})
      .send(answer.body);
  }

  /** What there is no route for may be a verb that a path has not. Never rejects. */
  private async explained(error: unknown, request: FastifyRequest): Promise<unknown> {
    if (!(error instanceof HttpException) || error.getStatus() !== 404) return error;
    return this.otherVerbs.faultOf(request).then(
      (fault) => fault ?? error,
      (fault: unknown) => fault,
    );
  }
}

/** What a client hears of an error. */
export function answerTo(error: unknown): Answer {
  return domainAnswer(error) ?? databaseAnswer(error) ?? frameworkAnswer(error);
}

function domainAnswer(error: unknown): Answer | undefined {
  if (error instanceof Invalid) return { status: 400, body: error.faults };
  if (error instanceof Refused) return { status: 400, body: withCode(error) };
  if (error instanceof NotFound) return { status: 404, body: { [error.field]: error.message } };
  if (error instanceof Denied) return { status: 403, body: { detail: error.message } };
  if (error instanceof Conflict) return { status: 409, body: withCode(error) };
  if (error instanceof Unauthenticated)
    return {
      status: 401,
      body: { [error.field]: error.message },
      headers: { 'www-authenticate': 'Cookie realm="api"' },
    };
  if (error instanceof WrongVerb)
    return { status: 405, body: { detail: error.message }, headers: { allow: error.allowed.join(', ') } };
  if (error instanceof Throttled)
    return { status: 429, body: { detail: error.message }, headers: { 'retry-after': String(error.retryAfter) } };
  return undefined;
}

function withCode({ message, code }: { message: string; code?: string }): object {
  return code === undefined ? { detail: message } : { detail: message, code };
}

function databaseAnswer(error: unknown): Answer | undefined {
  const translated = translateDatabaseError(error);
  if (translated) return domainAnswer(translated);
  const gaveUp = isDatabaseSlow(error) || isDatabaseGone(error);
  if (!gaveUp && !explainConnectionFault(error).passing) return undefined;
  return {
    status: 503,
    body: { detail: 'The database does not answer. Please try again.' },
    headers: { 'retry-after': '1' },
  };
}

function frameworkAnswer(error: unknown): Answer {
  const status = statusOf(error);
  if (status === 413) return { status, body: { detail: 'Request body is too large.' } };
  if (status === 404) return { status, body: { detail: 'Not found.' } };
  if (status >= 400 && status < 500)
    return { status, body: { detail: error instanceof Error ? error.message : 'Bad request.' } };
  if (status === 503)
    return {
      status,
      body: { detail: 'The server is too busy or stopping. Please try again.' },
      headers: { 'retry-after': '1' },
    };
  return { status: 500, body: { detail: 'A server error occurred.' } };
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const known = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  return known >= 400 && known < 600 ? known : 500;
}
