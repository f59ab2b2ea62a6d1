import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { defer, from, lastValueFrom, type Observable } from 'rxjs';
import { Database } from '#platform/database';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** A route that waits for somebody outside. No transaction is open meanwhile: its service opens one where it writes. */
export const AsksOutside = Reflector.createDecorator<true>();

/** One transaction per unsafe request: it commits before the answer is sent, and rolls back when the handler throws. */
@Injectable()
export class UnitOfWorkInterceptor implements NestInterceptor {
  constructor(
    private readonly database: Database,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    if (SAFE.has(context.switchToHttp().getRequest<FastifyRequest>().method)) return next.handle();
    if (this.reflector.get(AsksOutside, context.getHandler())) return next.handle();
    return defer(() =>
      from(this.database.transaction(() => lastValueFrom(next.handle(), { defaultValue: undefined }))),
    );
  }
}
