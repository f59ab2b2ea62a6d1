import type { FastifyError } from 'fastify';
import { answerTo } from '#platform/http';
import type { OfrepError, OfrepFailureDto, OfrepRefusalDto } from './ofrep.dto.js';

/** An evaluation that fails in a way that OpenFeature has a code for. */
export class OfrepFault extends Error {
  constructor(
    readonly code: OfrepError,
    message: string,
  ) {
    super(message);
  }
}

/** What a provider hears of an error, in the words of the protocol. */
export function ofrepAnswer(
  error: FastifyError | OfrepFault,
  key: string | undefined,
): { status: number; headers: Record<string, string>; body: OfrepFailureDto | OfrepRefusalDto } {
  const about = key === undefined ? {} : { key };
  if (error instanceof OfrepFault) {
    const body = { ...about, errorCode: error.code, errorDetails: error.message };
    return { status: error.code === 'FLAG_NOT_FOUND' ? 404 : 400, headers: {}, body };
  }
  const { status, headers = {}, body } = answerTo(error);
  const errorDetails = detailOf(body);
  if (status === 400 || status === 415)
    return { status: 400, headers, body: { ...about, errorCode: 'PARSE_ERROR', errorDetails } };
  return { status, headers, body: { errorDetails } };
}

function detailOf(body: unknown): string {
  const hasDetail = typeof body === 'object' && body !== null && 'detail' in body;
  return hasDetail ? String(body.detail) : JSON.stringify(body);
}
