import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** Answers a request at once, or says false and leaves it to Fastify. It neither waits nor throws. */
export type FastAnswer = (request: IncomingMessage, response: ServerResponse) => boolean;

/** What an answer of the fast lane was, for the metrics. */
export interface LaneCount {
  readonly route: string;
  readonly status: number;
  readonly count: number;
}

const REQUEST_ID = 'x-request-id';

/**
 * Paths that are asked for all the time are answered where Node hands a request over, before routing and hooks: those cost more
 * than the answer. Whatever is not a plain hit (an error, a query, a key nobody has asked for yet) is left to Fastify.
 */
export class FastLane {
  private readonly answers = new Map<string, { route: string; answer: FastAnswer }>();
  private counts = new Map<string, { route: string; status: number; count: number }>();

  /**
   * @param headers what every answer carries, name after value
   * @param corsHeaders what an answer to another origin carries besides; undefined where that depends on the origin
   */
  constructor(
    private readonly headers: readonly string[],
    private readonly corsHeaders: readonly string[] | undefined,
  ) {}

  /** Lets `answer` have a path, with and without a slash at its end. */
  answer(path: string, answer: FastAnswer): void {
    for (const url of [path, `${path}/`]) this.answers.set(url, { route: path, answer });
  }

  /** The listener of a server that asks the lane first. */
  before(next: RequestListener): RequestListener {
    return (request, response) => {
      const lane = this.answers.get(request.url ?? '');
      if (lane === undefined || !this.fits(request) || !lane.answer(request, response)) {
        next(request, response);
        return;
      }
      this.count(lane.route, response.statusCode);
    };
  }

  /** All headers of an answer, name after value: its own and those of every answer. Worth keeping for as long as it is. */
  headersWith(own: readonly string[], crossOrigin: boolean): string[] {
    return [...own, ...this.headers, ...(crossOrigin ? (this.corsHeaders ?? []) : [])];
  }

  /** What has been answered since the last time. */
  takeCounts(): LaneCount[] {
    const taken = [...this.counts.values()];
    this.counts = new Map();
    return taken;
  }

  /** A plain read. One with an id of its own wants it back; one of another origin may have to be told apart. */
  private fits({ method, headers }: IncomingMessage): boolean {
    return (
      method === 'GET' &&
      headers[REQUEST_ID] === undefined &&
      (headers.origin === undefined || this.corsHeaders !== undefined)
    );
  }

  private count(route: string, status: number): void {
    const key = `${status} ${route}`;
    const known = this.counts.get(key);
    if (known) known.count += 1;
    else this.counts.set(key, { route, status, count: 1 });
  }
}
