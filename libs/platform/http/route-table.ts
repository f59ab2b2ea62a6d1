import type { FastifyInstance } from 'fastify';

export interface RouteEntry {
  readonly method: string;
  /** As registered, such as `/api/v1/projects/:projectId`. */
  readonly url: string;
}

/** Every route that the server answers, Nest's and plain Fastify's alike. */
export class RouteTable {
  private readonly entries: RouteEntry[] = [];
  private readonly patterns = new Map<string, { pattern: RegExp; methods: Set<string> }>();

  watch(server: FastifyInstance): void {
    server.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) this.add({ method: one, url: url.replace(/(.)\/$/, '$1') });
    });
  }

  list(): readonly RouteEntry[] {
    return this.entries;
  }

  /** What a path, as it was asked for, can mean; nothing where there is no such path. */
  matching(path: string): { url: string; methods: ReadonlySet<string> }[] {
    const bare = path.replace(/(.)\/$/, '$1');
    return [...this.patterns].flatMap(([url, { pattern, methods }]) => (pattern.test(bare) ? [{ url, methods }] : []));
  }

  private add(entry: RouteEntry): void {
    if (entry.url.includes('*')) return;
    const known = this.patterns.get(entry.url);
    if (known?.methods.has(entry.method)) return;
    this.entries.push(entry);
    if (known) known.methods.add(entry.method);
    else this.patterns.set(entry.url, { pattern: patternOf(entry.url), methods: new Set([entry.method]) });
  }
}

function patternOf(url: string): RegExp {
  const escaped = url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z_]\w*/g, '[^/]+');
  return new RegExp(`^${escaped}$`);
}
