import { applyDecorators, createParamDecorator, HttpCode, type ExecutionContext, type Type } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { NotFound } from '#platform/errors';
import { INT32_MAX } from './fields/index.js';

/** What a route answers with: a DTO, or a bare list of them as `[Dto]`. OpenAPI and the API specs hold it to that. */
export function Answers(dto: Type | [Type], status = 200): MethodDecorator {
  const [type, isArray] = Array.isArray(dto) ? [dto[0], true] : [dto, false];
  return applyDecorators(
    HttpCode(status),
    ApiResponse({ status, type, isArray, description: status === 201 ? 'created' : 'done' }),
  );
}

/** A route that answers without a body. */
export function AnswersNothing(status = 204): MethodDecorator {
  return applyDecorators(HttpCode(status), ApiResponse({ status, description: 'done, nothing to tell' }));
}

/** Declares that a route, although everybody may call it, can refuse with this status. */
export function MayRefuse(status: 401 | 403, description: string): MethodDecorator {
  const schema = { $ref: '#/components/schemas/Fault' };
  return ApiResponse({ status, description, schema });
}

/** A whole number in the path; anything else is 404, as nothing has such an id. */
export const IdOf = createParamDecorator((name: string, context: ExecutionContext): number => {
  const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, string> }>>();
  return readId(request.params[name]);
});

/** @throws NotFound for anything that no id looks like */
export function readId(text: string | undefined): number {
  const id = text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(id <= INT32_MAX)) throw new NotFound();
  return id;
}
