import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DatabaseSettings } from './database.settings.js';

type Listener = (payload: string) => void;

const RECONNECT_MS = 500;
const HEARTBEAT_MS = 5_000;

/**
 * PostgreSQL's NOTIFY, on a connection of its own that comes back by itself. A message sent while the connection was down
 * is lost, so `onReconnect` listeners must look for themselves at what they missed.
 */
@Injectable()
export class Notifications implements OnApplicationShutdown {
  private readonly log = new Logger(Notifications.name);
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly reconnectListeners = new Set<() => void>();
  private client: pg.Client | undefined;
  private connecting: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private heartbeat: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(private readonly settings: DatabaseSettings) {}

  /** Calls `listener` for each message on `channel`, from now on. Resolves when PostgreSQL has heard of it. */
  async listen(channel: string, listener: Listener): Promise<void> {
    const known = this.listeners.get(channel);
    if (known) {
      known.add(listener);
      return;
    }
    this.listeners.set(channel, new Set([listener]));
    if (this.client) await this.client.query(`listen ${pg.escapeIdentifier(channel)}`);
    else await (this.connecting ??= this.connect());
  }

  /** Calls `listener` whenever messages may have been missed. */
  onReconnect(listener: () => void): void {
    this.reconnectListeners.add(listener);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    clearInterval(this.heartbeat);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.settings.url,
      application_name: 'burgee notifications',
      keepAlive: true,
      connectionTimeoutMillis: this.settings.connectionTimeout,
      query_timeout: this.settings.connectionTimeout,
    });
    let lost = false;
    const lose = (): void => {
      if (lost) return;
      lost = true;
      this.lose(client);
    };
    client.on('error', lose);
    client.on('end', lose);
    client.on('notification', ({ channel, payload }) => this.deliver(channel, payload ?? ''));
    try {
      await client.connect();
      for (const channel of this.listeners.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      this.client = client;
      this.watch(client, lose);
    } catch {
      lose();
    }
  }

  /** A connection can die without a word; a question now and then finds out. */
  private watch(client: pg.Client, lose: () => void): void {
    clearInterval(this.heartbeat);
    this.heartbeat = setInterval(() => void client.query('select 1').catch(lose), HEARTBEAT_MS).unref();
  }

  private lose(client: pg.Client): void {
    clearInterval(this.heartbeat);
    if (this.client === client && !this.stopped)
      this.log.warn('The connection for notifications is lost; connecting again.');
    this.client = undefined;
    void client.end().catch(() => undefined);
    if (!this.stopped) this.timer = setTimeout(() => void this.reconnect(), RECONNECT_MS).unref();
  }

  private async reconnect(): Promise<void> {
    await this.connect();
    if (!this.client) return;
    for (const listener of this.reconnectListeners) listener();
  }

  private deliver(channel: string, payload: string): void {
    for (const listener of this.listeners.get(channel) ?? []) listener(payload);
  }
}
