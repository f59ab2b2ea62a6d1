import type { FastifyRequest } from 'fastify';
import type { HttpSettings } from './http.settings.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The origins that browsers may call from; none means all, and then cookies are not for other origins. */
export function allowedOrigins({ corsAllowedOrigins }: HttpSettings): string[] {
  return corsAllowedOrigins
    .split(',')
    .map((origin) => origin.trim().replace(/\/$/, ''))
    .filter(Boolean);
}

/** Whether a change is asked for by a page that is neither ours nor one that may call us: browsers say so in `Origin`. */
export function isForged(request: FastifyRequest, settings: HttpSettings): boolean {
  const { origin } = request.headers;
  if (SAFE.has(request.method) || origin === undefined) return false;
  return origin !== `${request.protocol}://${request.host}` && !allowedOrigins(settings).includes(origin);
}
