import { Injectable, type Type } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Rule } from './rules.js';

/** A route that Fastify answers without Nest, for the hot path: it holds itself to its rule. */
export interface PlainRoute {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Without a slash at its end. */
  readonly url: string;
  readonly rule: Extract<Rule, { kind: 'sdk-key' }>;
  readonly summary: string;
  readonly tag: string;
  readonly query?: readonly { readonly name: string; readonly description: string; readonly type?: string }[];
  readonly body?: Type;
  /** Whether 4.0 in the body is read as a `Float`. */
  readonly keepsFloats?: boolean;
  /** By status; `[Dto]` is a bare list. Several for one status are alternatives. */
  readonly answers: Readonly<Record<number, readonly (Type | [Type])[]>>;
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;

const declared: PlainRoute[] = [];

/** Declares a plain route, for OpenAPI and the route table; what answers it is given to `PlainRoutes`. */
export function plainRoute(route: PlainRoute): PlainRoute {
  declared.push(route);
  return route;
}

/** Every plain route that has been declared. */
export function plainRoutes(): readonly PlainRoute[] {
  return declared;
}

/** Lets Fastify answer plain routes. */
@Injectable()
export class PlainRoutes {
  constructor(private readonly host: HttpAdapterHost) {}

  answer({ method, url, keepsFloats = false }: PlainRoute, handler: Handler): void {
    const server: FastifyInstance = this.host.httpAdapter.getInstance();
    server.route({ method, url, handler, compress: false, config: { keepsFloats } });
  }
}
