import { applyDecorators, Injectable, UseInterceptors, type CallHandler, type ExecutionContext } from '@nestjs/common';
import type { NestInterceptor } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import type { Observable } from 'rxjs';
import { Float, parseJson, stringifyJson, type Json } from '#evaluation';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether `4.0` in a body is read as a `Float`. */
    readonly keepsFloats?: boolean;
  }
}

/** A number that JavaScript takes for an int although it was written as a float; in a text now and then too. */
const WHOLE_FLOAT = /[\s:,[]-?\d+(?:\.0+|(?:\.\d+)?[eE][-+]?\d+)(?=[\s,}\]])/;

/** Whether a body may hold a float with a whole value; hardly any does. */
export function mayHoldWholeFloats(text: string): boolean {
  return WHOLE_FLOAT.test(text);
}

/** Reads JSON as `JSON.parse` does, but for floats with a whole value, which become `Float`. The text has to be JSON. */
export function parseWithFloats(text: string): unknown {
  return plain(parseJson(text));
}

/** A route that tells 4.0 from 4, in what it reads and in what it answers. */
export const KeepsFloats = (): MethodDecorator =>
  applyDecorators(RouteConfig({ keepsFloats: true }), UseInterceptors(FloatAnswers));

@Injectable()
class FloatAnswers implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    context.switchToHttp().getResponse<FastifyReply>().type('application/json').serializer(stringifyJson);
    return next.handle();
  }
}

/** Maps as plain objects, without keys that could reach a prototype; long ints as JavaScript reads them. */
function plain(value: Json): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null || value instanceof Float) return value;
  if (Array.isArray(value)) return value.map(plain);
  if (!(value instanceof Map)) return value;
  const members = [...value].filter(([name]) => name !== '__proto__');
  return Object.fromEntries(members.map(([name, member]) => [name, plain(member)]));
}
