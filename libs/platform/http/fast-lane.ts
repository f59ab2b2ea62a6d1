import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { ReadyHead, type ReadyAnswer } from './ready-head.js';
import { peekBody } from './peek-body.js';

/** Answers a request at once, or says false and leaves it to Fastify. It neither waits nor throws. */
export type FastAnswer = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Answers a request with a short JSON body. False, also later, leaves it to Fastify, which reads the body anew; a promise that is
 * rejected does as well.
 */
export type FastBodyAnswer = (
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
) => boolean | Promise<boolean>;

/** What answers of the fast lane were, for the metrics. */
export interface LaneCount {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly count: number;
}

type Entry =
  | { readonly method: 'GET'; readonly route: string; readonly query: boolean; readonly answer: FastAnswer }
  | { readonly method: 'POST'; readonly route: string; readonly query: false; readonly answer: FastBodyAnswer };

/** Of a body that is answered here; longer ones are Fastify's. */
const LONGEST_BODY = 16_384;

/**
 * Paths that are asked for all the time are answered where Node hands a request over, before routing and hooks: those cost more
 * than the answer. Whatever is not a plain hit (an error, a key nobody has asked for yet) is left to Fastify.
 */
export class FastLane {
  private readonly entries = new Map<string, Entry>();
  private counts = new Map<Entry, Map<number, number>>();
  private closing = { second: 0, text: '' };

  /**
   * @param headers what every answer carries, name after value
   * @param corsHeaders what an answer to another origin carries besides; undefined where that depends on the origin
   * @param keepAlive for how long an idle connection stays, in milliseconds
   */
  constructor(
    private readonly headers: readonly string[],
    private readonly corsHeaders: readonly string[] | undefined,
    private readonly keepAlive: number,
  ) {}

  /** Lets `answer` have a path, with and without a slash at its end; with a query only where that is said. */
  get(path: string, answer: FastAnswer, { query = false } = {}): void {
    this.add(path, { method: 'GET', route: path, query, answer });
  }

  /** Lets `answer` have requests that bring a short body of JSON. */
  post(path: string, answer: FastBodyAnswer): void {
    this.add(path, { method: 'POST', route: path, query: false, answer });
  }

  /** The listener of a server that asks the lane first. */
  before(next: RequestListener): RequestListener {
    return (request, response) => {
      const entry = this.entryOf(request);
      if (entry === undefined) next(request, response);
      else if (entry.method === 'POST') this.readFirst(entry, request, response, next);
      else if (entry.answer(request, response)) this.count(entry, response);
      else next(request, response);
    };
  }

  /** The head of an answer: its own headers and those of every answer. Worth keeping for as long as it is. */
  head(status: number, own: readonly string[], { headers: { origin } }: IncomingMessage): ReadyHead {
    return new ReadyHead(status, [...own, ...this.headers, ...(origin === undefined ? [] : (this.corsHeaders ?? []))]);
  }

  send(response: ServerResponse, head: ReadyHead, bytes: readonly Buffer[]): void {
    head.send(response, bytes, this.closingLines());
  }

  sendReady(response: ServerResponse, answer: ReadyAnswer): void {
    answer.send(response, this.closingLines());
  }

  /** What has been answered since the last time. */
  takeCounts(): LaneCount[] {
    const taken = [...this.counts].flatMap(([{ method, route }, statuses]) =>
      [...statuses].map(([status, count]) => ({ method, route, status, count })),
    );
    this.counts = new Map();
    return taken;
  }

  private add(path: string, entry: Entry): void {
    for (const url of [path, `${path}/`]) this.entries.set(`${entry.method} ${url}`, entry);
  }

  /** A plain request. One with an id of its own wants it back; one of another origin may have to be told apart. */
  private entryOf({ method, url = '', headers }: IncomingMessage): Entry | undefined {
    const query = url.indexOf('?');
    const entry = this.entries.get(`${method} ${query < 0 ? url : url.slice(0, query)}`);
    if (entry === undefined || (query >= 0 && !entry.query)) return undefined;
    const fits =
      headers['x-request-id'] === undefined && (headers.origin === undefined || this.corsHeaders !== undefined);
    return fits ? entry : undefined;
  }

  private readFirst(
    entry: Entry & { method: 'POST' },
    request: IncomingMessage,
    response: ServerResponse,
    next: RequestListener,
  ): void {
    if (!hasShortJson(request)) {
      next(request, response);
      return;
    }
    peekBody(request, (body) => {
      const answered = body === undefined ? false : entry.answer(request, body.text, response);
      if (answered === true) {
        this.count(entry, response);
        return;
      }
      body?.putBack();
      const done = (is: boolean): void => (is ? this.count(entry, response) : next(request, response));
      if (answered === false) done(false);
      else answered.then(done, () => done(false));
    });
  }

  private count(entry: Entry, { statusCode }: ServerResponse): void {
    let statuses = this.counts.get(entry);
    if (!statuses) this.counts.set(entry, (statuses = new Map()));
    statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
  }

  /** What ends every head in this second. */
  private closingLines(): string {
    const second = Math.floor(Date.now() / 1_000);
    if (this.closing.second !== second) {
      const lines = [
        `date: ${new Date(second * 1_000).toUTCString()}`,
        'connection: keep-alive',
        `keep-alive: timeout=${Math.floor(this.keepAlive / 1_000)}`,
      ];
      this.closing = { second, text: `${lines.join('\r\n')}\r\n\r\n` };
    }
    return this.closing.text;
  }
}

function hasShortJson({ headers }: IncomingMessage): boolean {
  const { 'content-type': type = '', 'content-length': length = '' } = headers;
  return (
    (type === 'application/json' || /^application\/json\s*;\s*charset=utf-8$/i.test(type)) &&
    headers['content-encoding'] === undefined &&
    Number(length) > 0 &&
    Number(length) <= LONGEST_BODY
  );
}
