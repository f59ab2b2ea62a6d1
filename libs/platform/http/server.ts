import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import formbody from '@fastify/formbody';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { HttpSettings } from './http.settings.js';
import { parseJsonBody } from './json-body.js';
import { allowedOrigins } from './origin.js';
import { RouteTable } from './route-table.js';

const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** The Fastify server below Nest: limits, body parsers, CORS, compression, request ids. */
export async function createHttpAdapter(
  settings: HttpSettings,
  version: string,
): Promise<{ adapter: FastifyAdapter; routes: RouteTable }> {
  const adapter = new FastifyAdapter({
    bodyLimit: settings.bodyLimit,
    requestTimeout: settings.requestTimeout,
    connectionTimeout: settings.requestTimeout * 4,
    keepAliveTimeout: 72_000,
    trustProxy: settings.trustProxy,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2_100 },
    requestIdHeader: false,
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
  });
  const server = adapter.getInstance<FastifyInstance>();
  const routes = new RouteTable();
  routes.watch(server);
  readBodies(server, settings);
  await server.register(cookie);
  await server.register(cors, corsOptions(settings));
  await server.register(compress, { global: true, threshold: 1_024, encodings: ['br', 'gzip'] });
  const everywhere = { ...SAFETY_HEADERS, 'flagsmith-version': version };
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(everywhere).header('x-request-id', request.id);
    done();
  });
  server.addHook('preClose', (done) => {
    const idle = setInterval(() => server.server.closeIdleConnections(), 100);
    server.server.once('close', () => clearInterval(idle));
    done();
  });
  return { adapter, routes };
}

function readBodies(server: FastifyInstance, { depthLimit }: HttpSettings): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, parseJsonBody(String(body), depthLimit));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
  server.register(formbody);
  server.addContentTypeParser('*', (request, payload, done) => {
    payload.resume();
    const type = request.headers['content-type'] ?? '';
    if (type === '') done(null, undefined);
    else
      done(Object.assign(new Error(`Unsupported media type "${type.slice(0, 200)}" in request.`), { statusCode: 415 }));
  });
}

/** On every answer. What may be kept by a browser after all says so itself. */
const SAFETY_HEADERS = {
  'cache-control': 'max-age=0, no-cache, no-store, must-revalidate, private',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

const ALLOWED_HEADERS = [
  ...['accept', 'authorization', 'content-type', 'user-agent', 'x-csrftoken', 'x-requested-with', 'x-environment-key'],
  ...[
    'x-e2e-test-auth-token',
    'flagsmith-application-name',
    'flagsmith-application-version',
    'flagsmith-sdk-user-agent',
  ],
  ...['sentry-trace', 'traceparent', 'tracestate', 'baggage', 'if-none-match', 'if-modified-since', 'x-request-id'],
];
const EXPOSED_HEADERS = ['retry-after', 'etag', 'last-modified', 'x-flagsmith-document-updated-at', 'x-request-id'];

function corsOptions(settings: HttpSettings): object {
  const origins = allowedOrigins(settings);
  return {
    origin: origins.length > 0 ? origins : '*',
    credentials: origins.length > 0,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    allowedHeaders: ALLOWED_HEADERS,
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 86_400,
  };
}
