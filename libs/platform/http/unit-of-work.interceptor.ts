import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { defer, from, lastValueFrom, type Observable } from 'rxjs';
import { Database } from '#platform/database';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** One transaction per unsafe request: it commits before the answer is sent, and rolls back when the handler throws. */
@Injectable()
export class UnitOfWorkInterceptor implements NestInterceptor {
  constructor(private readonly database: Database) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    if (SAFE.has(context.switchToHttp().getRequest<FastifyRequest>().method)) return next.handle();
    return defer(() =>
      from(this.database.transaction(() => lastValueFrom(next.handle(), { defaultValue: undefined }))),
    );
  }
}
