import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Metrics } from '#platform/metrics';
import { RealtimeSettings } from './realtime.settings.js';
import { EVENT_STREAM, HEARTBEAT, opening, type StreamDialect } from './stream-text.js';
import type { WatchedEnvironment } from './watched-environment.query.js';

/** Bytes that may wait for a reader before it is taken for one that does not read. */
const WAITING_BYTES = 65_536;
/** Streams that are written to before others get their turn. */
const AT_ONCE = 500;
const LEAST_HEARTBEAT_MS = 10;

/** A reader, and how it is spoken to. */
export interface Stream {
  readonly response: ServerResponse;
  readonly dialect: StreamDialect;
}

interface Channel {
  environment: WatchedEnvironment;
  readonly streams: Set<Stream>;
}

/** Every stream that this process holds open, by environment. */
@Injectable()
export class OpenStreams implements OnModuleInit, OnModuleDestroy {
  private readonly channels = new Map<number, Channel>();
  private count = 0;
  private stopping = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly settings: RealtimeSettings,
    metrics: Metrics,
  ) {
    const gauge: Gauge = new Gauge({
      name: 'burgee_realtime_streams',
      help: 'Streams of SDKs that are open.',
      registers: [metrics.registry],
      collect: () => gauge.set(this.count),
    });
  }

  get isFull(): boolean {
    return this.count >= this.settings.maxStreams;
  }

  /** The environments that somebody listens to. */
  get watched(): number[] {
    return [...this.channels.keys()];
  }

  isWatched(environmentId: number): boolean {
    return this.channels.has(environmentId);
  }

  /** One timer for all: a stream costs its socket and no more. */
  onModuleInit(): void {
    const period = Math.max(LEAST_HEARTBEAT_MS, this.settings.heartbeat);
    this.timer = setInterval(() => void this.beat(), period).unref();
  }

  /** Before the server waits for its connections. */
  onModuleDestroy(): void {
    this.stopping = true;
    clearInterval(this.timer);
    for (const id of this.watched) this.end(id);
  }

  /**
   * Begins a stream. In a process that stops it ends at once, and orderly: the reader then tries again, elsewhere.
   * @param lastSeen the date that a reader who comes back has seen last
   */
  open(environment: WatchedEnvironment, stream: Stream, headers: object, lastSeen: string | undefined): void {
    const { response, dialect } = stream;
    if (response.destroyed) return;
    void this.update(environment.id, environment);
    const current = this.channels.get(environment.id)?.environment ?? environment;
    response.socket?.setTimeout(0).setNoDelay(true);
    response.writeHead(200, { ...headers, ...EVENT_STREAM });
    response.write(opening(dialect, current, lastSeen));
    if (this.stopping) response.end();
    else this.add(current, stream);
  }

  /** Tells all streams of an environment of its new date; ends them where it is gone or has another key. */
  async update(id: number, environment: WatchedEnvironment | undefined): Promise<void> {
    const channel = this.channels.get(id);
    if (!channel) return;
    const isNews = !environment || Number(environment.updatedAt) > Number(channel.environment.updatedAt);
    if (!isNews) return;
    if (environment?.apiKey !== channel.environment.apiKey) this.end(id);
    else {
      channel.environment = environment;
      await send([...channel.streams], (dialect) => Buffer.from(dialect.updated(environment)));
    }
  }

  private add(environment: WatchedEnvironment, stream: Stream): void {
    let channel = this.channels.get(environment.id);
    if (!channel) this.channels.set(environment.id, (channel = { environment, streams: new Set() }));
    const { streams } = channel;
    streams.add(stream);
    this.count += 1;
    stream.response.once('close', () => {
      this.count -= 1;
      streams.delete(stream);
      if (streams.size === 0 && this.channels.get(environment.id)?.streams === streams)
        this.channels.delete(environment.id);
    });
  }

  /** One that does not read is not waited for: nothing that stops shall hang on it. */
  private end(id: number): void {
    const streams = this.channels.get(id)?.streams ?? [];
    this.channels.delete(id);
    for (const { response } of streams) {
      response.end();
      if (response.writableLength > 0) response.destroy();
    }
  }

  private beat(): Promise<void> {
    return send(
      [...this.channels.values()].flatMap(({ streams }) => [...streams]),
      () => HEARTBEAT,
    );
  }
}

/** The same bytes to all of one dialect, in turns. Who lets too much wait is dropped, and comes back when it reads again. */
async function send(streams: readonly Stream[], bytesIn: (dialect: StreamDialect) => Buffer): Promise<void> {
  const ready = new Map<StreamDialect, Buffer>();
  for (const [index, { response, dialect }] of streams.entries()) {
    if (index > 0 && index % AT_ONCE === 0) await nextTurn();
    if (response.writableEnded || response.destroyed) continue;
    if (response.writableLength > WAITING_BYTES) response.destroy();
    else {
      const bytes = ready.get(dialect) ?? bytesIn(dialect);
      ready.set(dialect, bytes);
      response.write(bytes);
    }
  }
}
