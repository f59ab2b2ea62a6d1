import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { FastLane } from '#platform/http';
import { LoggingSettings } from '#platform/logging';
import { Metrics } from '#platform/metrics';

const DEBUG = new Set(['debug', 'trace']);

/** Counts and times every answer; those of the fast lane are counted there and told when metrics are asked for. */
export function observeRequests(app: NestFastifyApplication): void {
  const metrics = app.get(Metrics);
  const lane = app.get(FastLane);
  const log = DEBUG.has(app.get(LoggingSettings).level) ? new Logger('Request') : undefined;
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  server.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    const labels = { route, method: request.method, response_status: String(reply.statusCode) };
    metrics.httpRequests.inc(labels);
    metrics.httpDuration.observe(labels, reply.elapsedTime / 1_000);
    log?.debug({ ...labels, request: request.id, milliseconds: Math.round(reply.elapsedTime) });
    done();
  });
  metrics.beforeTelling(() => {
    for (const { method, route, status, count } of lane.takeCounts())
      metrics.httpRequests.inc({ route, method, response_status: String(status) }, count);
  });
}
