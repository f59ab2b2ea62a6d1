import { Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Notifications } from '#platform/database';
import { ENVIRONMENT_CHANGED } from '../environment-changes.js';
import { LocalChanges } from '../local-changes.js';
import { OpenStreams } from './open-streams.js';
import { WatchedEnvironmentQuery } from './watched-environment.query.js';

/**
 * How long changes are gathered before they are told. Other api processes hear of a change a moment later than the one that made
 * it; without this an SDK could ask one of them too early.
 */
const GATHER_MS = 25;
/** With PostgreSQL gone, it is asked again no more often than this. */
const RETRY_MS = 1_000;

/** Tells the streams of every change, whichever process has made it. */
@Injectable()
export class RealtimeUpdates implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger(RealtimeUpdates.name);
  private readonly changed = new Set<number>();
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly streams: OpenStreams,
    private readonly environments: WatchedEnvironmentQuery,
    private readonly local: LocalChanges,
    private readonly notifications: Notifications,
  ) {}

  async onModuleInit(): Promise<void> {
    this.local.onChange((id) => this.note(id));
    this.notifications.onReconnect(() => this.streams.watched.forEach((id) => this.note(id)));
    await this.notifications.listen(ENVIRONMENT_CHANGED, (id) => this.note(Number(id)));
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private note(environmentId: number, wait = GATHER_MS): void {
    if (this.stopped || !this.streams.isWatched(environmentId)) return;
    this.changed.add(environmentId);
    this.timer ??= setTimeout(() => void this.tell(), wait).unref();
  }

  private async tell(): Promise<void> {
    const ids = [...this.changed];
    this.timer = undefined;
    this.changed.clear();
    try {
      const served = await this.environments.served(ids);
      for (const id of ids) await this.streams.update(id, served.get(id));
    } catch (error) {
      if (!this.stopped) this.log.warn({ err: error }, 'Could not look at what changed; trying again.');
      for (const id of ids) this.note(id, RETRY_MS);
    }
  }
}
