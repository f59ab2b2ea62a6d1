import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Logger } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { Metrics } from '#platform/metrics';

/** Counts and times every answer, and logs those that nobody polls. */
export function observeRequests(app: NestFastifyApplication): void {
  const metrics = app.get(Metrics);
  const log = new Logger('Request');
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  server.addHook('onResponse', (request, reply, done) => {
    const labels = {
      route: request.routeOptions.url ?? 'unknown',
      method: request.method,
      response_status: String(reply.statusCode),
    };
    metrics.httpRequests.inc(labels);
    metrics.httpDuration.observe(labels, reply.elapsedTime / 1_000);
    log.debug({ ...labels, request: request.id, milliseconds: Math.round(reply.elapsedTime) });
    done();
  });
}
