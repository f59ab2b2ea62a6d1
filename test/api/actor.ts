import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import createClient, { type Client } from 'openapi-fetch';
import type { Contract } from './contract.js';
import type { paths } from './generated/schema.js';

/** Somebody who calls the API, through the client that was generated from its document. */
export type Actor = Client<paths>;

/** An actor with these credentials. Every answer they get is held against the contract. */
export function actor(app: NestFastifyApplication, contract: Contract, headers: Record<string, string>): Actor {
  return createClient<paths>({
    baseUrl: 'http://localhost',
    headers,
    async fetch(request: Request) {
      const { pathname, search } = new URL(request.url);
      const body = await request.text();
      const {
        statusCode,
        headers: answered,
        payload,
      } = await app.inject({
        method: request.method as 'GET',
        url: pathname + search,
        headers: Object.fromEntries(request.headers),
        ...(body ? { payload: body } : {}),
      });
      contract.check(
        request.method,
        pathname,
        statusCode,
        payload && isJson(answered) ? JSON.parse(payload) : undefined,
      );
      const empty = statusCode === 204 || statusCode === 304;
      return new Response(empty ? null : payload, { status: statusCode, headers: stringHeaders(answered) });
    },
  });
}

const isJson = (headers: NodeJS.Dict<unknown>): boolean =>
  String(headers['content-type'] ?? '').startsWith('application/json');

function stringHeaders(headers: NodeJS.Dict<unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
