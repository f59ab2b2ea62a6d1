import fastifyStatic from '@fastify/static';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { NEVER_KEPT, RouteTable } from '#platform/http';
import { readDashboardBuild, type DashboardBuild } from './dashboard-build.js';
import { DashboardSettings } from './dashboard.settings.js';

/** Paths that programs call: what is not there is said in JSON, and not by a page. */
const FOR_PROGRAMS = /^\/(?:api|o|ofrep|sse|health|healthcheck|metrics|processor|version|\.well-known)(?:\/|$)/;
/** What a build gives another name whenever its content is another. */
const HASHED = /[.-][0-9a-f]{16,}\.\w+(?:\.map)?$/;

/** Serves a built dashboard at every address that nothing else answers. */
@Injectable()
export class DashboardFiles implements OnModuleInit {
  private readonly build: DashboardBuild | undefined;

  constructor(
    { path, disabled }: DashboardSettings,
    private readonly host: HttpAdapterHost,
    private readonly routes: RouteTable,
  ) {
    this.build = path === undefined || disabled ? undefined : readDashboardBuild(path);
  }

  /** The page that the dashboard begins with, where there is a dashboard. */
  get index(): string | undefined {
    return this.build?.index;
  }

  async onModuleInit(): Promise<void> {
    if (!this.build) return;
    const { folder: root } = this.build;
    const server: FastifyInstance = this.host.httpAdapter.getInstance();
    await server.register(fastifyStatic, { root, serve: false, cacheControl: false, index: false });
    const build = this.build;
    server.get('/*', (request, reply) => this.show(build, request, reply));
    server.route({ method: ['POST', 'PUT', 'PATCH', 'DELETE'], url: '/*', handler: this.refuse.bind(this) });
  }

  private show(build: DashboardBuild, request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (this.isElsewhere(request)) return notFound(reply);
    const file = fileOf(request);
    if (!build.files.has(file)) return reply.type('text/html; charset=utf-8').send(build.index);
    reply.header('cache-control', HASHED.test(file) ? 'public, max-age=31536000, immutable' : NEVER_KEPT);
    return reply.sendFile(file);
  }

  /** upstream: §1.1 */
  private refuse(request: FastifyRequest, reply: FastifyReply): FastifyReply {
    if (this.isElsewhere(request)) return notFound(reply);
    return reply
      .status(405)
      .header('allow', 'GET, HEAD')
      .send({ detail: `Method "${request.method}" not allowed.` });
  }

  /** What other routes have, or are asked for by programs, is told as if there were no dashboard. */
  private isElsewhere({ url }: FastifyRequest): boolean {
    const path = url.split('?', 1)[0] ?? '';
    return FOR_PROGRAMS.test(path) || this.routes.matching(path).length > 0;
  }
}

function notFound(reply: FastifyReply): FastifyReply {
  reply.callNotFound();
  return reply;
}

/** Without what must not be in it: only paths that are in the build are looked up. */
function fileOf({ url }: FastifyRequest): string {
  const path = (url.split('?', 1)[0] ?? '').slice(1);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
