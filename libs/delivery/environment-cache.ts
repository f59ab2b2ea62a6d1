import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { compileEnvironment } from '#evaluation';
import { Notifications } from '#platform/database';
import { EnvironmentSnapshotQuery, type KeyRow } from './environment-snapshot.query.js';
import { ENVIRONMENT_CHANGED } from './environment-changes.js';
import { LocalChanges } from './local-changes.js';
import { ServedEnvironment } from './served-environment.js';

/** How long an entry is believed without having been looked at: the net below lost notifications. */
const TTL_MS = 60_000;
/** Wrong keys that are remembered, so that asking again does not reach the database. */
const UNKNOWN_KEYS = 10_000;

/** With PostgreSQL gone, it is asked again no more often than this. */
const RETRY_MS = 1_000;
/** How long a request waits for a change that is known to have happened. */
const PATIENCE_MS = 1_000;

interface Entry {
  /** Until then what is known is served without asking. */
  retryAt: number;
  environment: ServedEnvironment;
  checkedAt: number;
  stale: boolean;
  reload: Promise<ServedEnvironment | undefined> | undefined;
}

interface KnownKey {
  retryAt: number;
  readonly row: KeyRow;
  /** Whether it has to be looked up again before it is believed. */
  stale: boolean;
}

/** What an SDK key opens. */
export interface Opened {
  readonly environment: ServedEnvironment;
  readonly side: 'client' | 'server';
}

/**
 * SDK key → compiled environment. A hit touches neither PostgreSQL nor the ORM. Entries are replaced when PostgreSQL tells of a
 * change, all of them are checked when that connection was lost, and with PostgreSQL gone the last known state is served.
 */
@Injectable()
export class EnvironmentCache implements OnModuleInit {
  private readonly log = new Logger(EnvironmentCache.name);
  private readonly keys = new Map<string, KnownKey>();
  private readonly unknown = new Set<string>();
  private readonly entries = new Map<number, Entry>();
  private readonly loading = new Map<number, Promise<ServedEnvironment | undefined>>();

  constructor(
    private readonly snapshots: EnvironmentSnapshotQuery,
    private readonly notifications: Notifications,
    private readonly local: LocalChanges,
  ) {}

  async onModuleInit(): Promise<void> {
    warmUp();
    this.local.onChange((id) => this.changed(id));
    await this.notifications.listen(ENVIRONMENT_CHANGED, (id) => this.changed(Number(id)));
    this.notifications.onReconnect(() => void this.checkAll());
  }

  /** What the key opens, if that is known and fresh: nothing is asked. */
  peek(key: string): Opened | undefined {
    const known = this.keys.get(key);
    if (!known || known.stale) return undefined;
    const { environmentId, expiresAt, side } = known.row;
    if (expiresAt !== null && expiresAt <= Date.now()) return undefined;
    const entry = this.entries.get(environmentId);
    return entry && isFresh(entry) ? { environment: entry.environment, side } : undefined;
  }

  /** What the key opens, at once where it is known and fresh. */
  open(key: string): Opened | Promise<Opened | undefined> | undefined {
    const known = this.keys.get(key);
    if (!known) return this.unknown.has(key) ? undefined : this.lookUp(key);
    if (known.stale && Date.now() >= known.retryAt) return this.lookUp(key, known);
    const { environmentId, expiresAt, side } = known.row;
    if (expiresAt !== null && expiresAt <= Date.now()) return undefined;
    const entry = this.entries.get(environmentId);
    if (entry && !entry.stale && Date.now() - entry.checkedAt < TTL_MS) return { environment: entry.environment, side };
    return this.fresh(known.row);
  }

  /** Something about an environment changed; its keys may have too. */
  changed(environmentId: number): void {
    const entry = this.entries.get(environmentId);
    if (entry) {
      entry.stale = true;
      entry.retryAt = 0;
      entry.reload = undefined;
    }
    this.loading.delete(environmentId);
    for (const key of this.keys.values()) if (key.row.environmentId === environmentId) key.stale = true;
    this.unknown.clear();
  }

  /** After messages may have been lost: drops what has changed since. */
  private async checkAll(): Promise<void> {
    try {
      const dates = await this.snapshots.dates([...this.entries.keys()]);
      for (const [id, entry] of this.entries) {
        if (dates.get(id) !== entry.environment.row.updatedAt) this.changed(id);
        else entry.checkedAt = Date.now();
      }
      for (const key of this.keys.values()) key.stale = true;
      this.unknown.clear();
    } catch (error) {
      this.log.warn({ err: error }, 'Could not check for missed changes; entries are checked as they expire.');
    }
  }

  private async lookUp(key: string, last?: KnownKey): Promise<Opened | undefined> {
    const row = await this.snapshots.key(key).catch((error: unknown) => {
      if (!last) throw error;
      last.retryAt = Date.now() + RETRY_MS;
      return last.row;
    });
    if (!row) this.forget(key);
    else if (row !== last?.row) this.keys.set(key, { row, stale: false, retryAt: 0 });
    return row && this.fresh(row);
  }

  private forget(key: string): void {
    this.keys.delete(key);
    if (this.unknown.size < UNKNOWN_KEYS) this.unknown.add(key);
  }

  private async fresh(row: KeyRow): Promise<Opened | undefined> {
    const entry = this.entries.get(row.environmentId);
    const environment = entry ? await this.renew(row.environmentId, entry) : await this.load(row.environmentId);
    return environment && { environment, side: row.side };
  }

  /** One that may have expired is served while it is looked at; one that is known to have changed is waited for, but not for long. */
  private async renew(id: number, entry: Entry): Promise<ServedEnvironment | undefined> {
    if (isFresh(entry)) return entry.environment;
    const reload = this.reload(id, entry);
    return entry.stale
      ? Promise.race([reload, sleep(PATIENCE_MS, entry.environment, { ref: false })])
      : entry.environment;
  }

  /** Once for all who ask. With PostgreSQL gone, what is known goes on being served. */
  private async reload(id: number, entry: Entry): Promise<ServedEnvironment | undefined> {
    try {
      return await (entry.reload ??= this.load(id));
    } catch (error) {
      entry.retryAt = Date.now() + RETRY_MS;
      entry.reload = undefined;
      this.log.warn({ err: error, environment: id }, 'Serving the last known state of an environment.');
      return entry.environment;
    }
  }

  private load(id: number): Promise<ServedEnvironment | undefined> {
    const running = this.loading.get(id);
    if (running) return running;
    const load: Promise<ServedEnvironment | undefined> = this.read(id, () => this.loading.get(id) === load).finally(
      () => {
        if (this.loading.get(id) === load) this.loading.delete(id);
      },
    );
    this.loading.set(id, load);
    return load;
  }

  /** What is read counts only if nothing changed meanwhile. */
  private async read(id: number, isCurrent: () => boolean): Promise<ServedEnvironment | undefined> {
    const snapshot = await this.snapshots.environment(id);
    if (!snapshot) {
      this.entries.delete(id);
      return undefined;
    }
    const environment = await ServedEnvironment.of(snapshot.environment, snapshot.states);
    if (isCurrent())
      this.entries.set(id, { environment, checkedAt: Date.now(), retryAt: 0, stale: false, reload: undefined });
    return environment;
  }
}

/** Compiles something small before anybody waits: what is the same for all environments is then there. */
function warmUp(): void {
  const conditions = [{ operator: 'PERCENTAGE_SPLIT', property: '', value: '50' }];
  const segments = [{ key: '1', name: 'half', rules: [{ type: 'ALL', conditions, rules: [] }] }];
  compileEnvironment({ key: '', name: '', segments, features: [] }).matchedSegments({
    identifier: '',
    key: '',
    traits: [],
  });
}

function isFresh({ stale, checkedAt, retryAt }: Entry): boolean {
  const now = Date.now();
  return now < retryAt || (!stale && now - checkedAt < TTL_MS);
}
