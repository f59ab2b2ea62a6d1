import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import cors from '@fastify/cors';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { FastLane } from './fast-lane.js';
import { parseForm } from './form-body.js';
import { HttpSettings } from './http.settings.js';
import { parseJsonBody } from './json-body.js';
import { allowedOrigins } from './origin.js';
import { RouteTable } from './route-table.js';

const KEEP_ALIVE_MS = 72_000;
const REQUEST_ID = /^[\w.:-]{1,128}$/;

/** The Fastify server below Nest: limits, body parsers, CORS, compression, request ids. */
export async function createHttpAdapter(
  settings: HttpSettings,
  version: string,
): Promise<{ adapter: FastifyAdapter; routes: RouteTable; lane: FastLane }> {
  const everywhere = { ...SAFETY_HEADERS, 'flagsmith-version': version };
  const lane = new FastLane(flat(everywhere), laneCors(settings), KEEP_ALIVE_MS);
  const adapter = new FastifyAdapter({
    serverFactory: (handler: RequestListener) => listening(createServer(lane.before(handler)), settings),
    bodyLimit: settings.bodyLimit,
    trustProxy: settings.trustProxy,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2_100 },
    requestIdHeader: false,
    genReqId: requestIds(),
  });
  const server = adapter.getInstance<FastifyInstance>();
  const routes = new RouteTable();
  routes.watch(server);
  readBodies(server, settings);
  await server.register(cookie);
  await server.register(cors, corsOptions(settings));
  await server.register(compress, { global: true, threshold: 1_024, encodings: ['br', 'gzip'] });
  server.addHook('onRequest', (request, reply, done) => {
    reply.headers(everywhere).headers({ 'cache-control': NEVER_KEPT, 'x-request-id': request.id });
    done();
  });
  letGoOfIdle(server);
  return { adapter, routes, lane };
}

/** A server that closes waits for its connections: those on which nothing is under way are ended, also ones that never asked. */
function letGoOfIdle(server: FastifyInstance): void {
  const open = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.addHook('preClose', (done) => {
    const idle = setInterval(() => {
      server.server.closeIdleConnections();
      for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
    }, 100).unref();
    server.server.once('close', () => clearInterval(idle));
    done();
  });
}

/** Node ends a request that dawdles, and an idle connection later than load balancers do, which then need not fear a race. */
function listening(server: Server, { requestTimeout }: HttpSettings): Server {
  server.requestTimeout = requestTimeout;
  server.headersTimeout = requestTimeout;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

/** The caller's own id, where it is a decent one; else this process's name and a number. */
function requestIds(): (request: IncomingMessage) => string {
  const process = randomBytes(6).toString('hex');
  let count = 0;
  return ({ headers }) => {
    const given = headers['x-request-id'];
    return typeof given === 'string' && REQUEST_ID.test(given) ? given : `${process}-${(count += 1).toString(36)}`;
  };
}

const flat = (headers: Readonly<Record<string, string>>): string[] => Object.entries(headers).flat();

/** The same for every origin, or not known before the origin is. */
function laneCors(settings: HttpSettings): string[] | undefined {
  if (allowedOrigins(settings).length > 0) return undefined;
  return flat({ 'access-control-allow-origin': '*', 'access-control-expose-headers': EXPOSED_HEADERS.join(', ') });
}

function readBodies(server: FastifyInstance, { depthLimit }: HttpSettings): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, ({ routeOptions }, body, done) => {
    try {
      done(null, parseJsonBody(String(body), depthLimit, routeOptions.config.keepsFloats));
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)));
    }
  });
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, ({ method }, body, done) => {
    done(null, parseForm(String(body), method));
  });
  server.addContentTypeParser('*', (request, payload, done) => {
    payload.resume();
    const type = request.headers['content-type'] ?? '';
    if (type === '') done(null, undefined);
    else
      done(Object.assign(new Error(`Unsupported media type "${type.slice(0, 200)}" in request.`), { statusCode: 415 }));
  });
}

/** On every answer that does not say itself how long a browser may keep it. */
export const NEVER_KEPT = 'max-age=0, no-cache, no-store, must-revalidate, private';

/** On every answer. */
const SAFETY_HEADERS = {
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
