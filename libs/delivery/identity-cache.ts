import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { IDENTITY_CHANGED, type StoredTraits } from '#identities';
import { Notifications } from '#platform/database';
import { AnsweredTraits } from './answered-traits.js';
import { DeliverySettings } from './delivery.settings.js';
import type { Opened } from './environment-cache.js';
import { EnvironmentSnapshotQuery, type StateRow } from './environment-snapshot.query.js';
import { Grouped } from './grouped.js';
import { identityKey, type IdentityRef } from './identity-key.js';
import type { IncomingTrait } from './incoming-trait.js';
import { IdentityWriter } from './identity-writer.js';
import type { ServedEnvironment } from './served-environment.js';
import { StoredIdentityQuery, type StoredIdentity } from './stored-identity.query.js';

type Found = StoredIdentity & { readonly overridden: boolean };

/** What is stored of an identity. */
export class KnownIdentity implements StoredIdentity {
  readonly id: number;
  readonly version: string;
  readonly traits: StoredTraits;
  private list: AnsweredTraits | undefined;

  /** @param seenIn the environment as which its overrides were read: they are read again when it has changed */
  constructor(
    { id, version, traits }: StoredIdentity,
    readonly overrides: readonly StateRow[],
    readonly seenIn: ServedEnvironment,
  ) {
    this.id = id;
    this.version = version;
    this.traits = traits;
  }

  /** Its traits as answers tell them. */
  get answered(): AnsweredTraits {
    return (this.list ??= AnsweredTraits.of(this.traits));
  }
}

/** A read or write that is under way; what it brings may be old already when somebody else writes meanwhile. */
interface UnderWay {
  readonly key: string;
  readonly reads: boolean;
  overtaken: boolean;
}

/**
 * Identity → its traits and overrides, the least recently asked for first to go. A returning identity with unchanged traits
 * touches no database. Kept right by notifications, and dropped whole when those may have been missed.
 */
@Injectable()
export class IdentityCache implements OnModuleInit {
  private readonly known: LRUCache<string, KnownIdentity>;
  private readonly keys = new Map<number, string>();
  private readonly underWay = new Set<UnderWay>();
  private readonly finds: Grouped<IdentityRef, Found | undefined>;

  constructor(
    stored: StoredIdentityQuery,
    private readonly snapshots: EnvironmentSnapshotQuery,
    private readonly writer: IdentityWriter,
    private readonly notifications: Notifications,
    settings: DeliverySettings,
  ) {
    this.known = new LRUCache({ max: settings.identityCacheSize, dispose: ({ id }) => this.keys.delete(id) });
    this.finds = new Grouped(async (asked) => {
      const found = await stored.find(asked);
      return asked.map((identity) => found.get(identityKey(identity)));
    });
  }

  async onModuleInit(): Promise<void> {
    await this.notifications.listen(IDENTITY_CHANGED, (payload) => {
      const [writer = '', ids = ''] = payload.split(' ');
      if (writer !== this.writer.name) for (const id of ids.split(',')) this.drop(Number(id));
    });
    this.notifications.onReconnect(() => this.dropAll());
  }

  /** What is known without asking anybody. */
  peek({ environment }: Opened, identifier: string): KnownIdentity | undefined {
    const known = this.known.get(keyOf(environment, identifier));
    return known && (known.overrides.length === 0 || known.seenIn === environment) ? known : undefined;
  }

  /** The identity as it is stored, or undefined where there is none. */
  async find(opened: Opened, identifier: string): Promise<KnownIdentity | undefined> {
    const known = this.peek(opened, identifier);
    if (known) return known;
    const { environment } = opened;
    const key = keyOf(environment, identifier);
    return this.watching(key, true, async (keep) => {
      const found = await this.finds.ask(key, { environmentId: environment.row.id, identifier });
      if (!found) return undefined;
      const overrides = found.overridden ? await this.snapshots.overridesOf(found.id) : [];
      return keep(new KnownIdentity(found, overrides, environment));
    });
  }

  /** Stores traits, making the identity where it is missing. Durable when it returns. */
  async save(
    { environment }: Opened,
    identifier: string,
    before: KnownIdentity | undefined,
    traits: readonly IncomingTrait[],
  ): Promise<KnownIdentity> {
    const key = keyOf(environment, identifier);
    return this.watching(key, false, async (keep) => {
      const identity = { environmentId: environment.row.id, identifier };
      const saved = await this.writer.write(identity, traits, () => this.known.get(key) ?? before);
      const { overrides = [], seenIn = environment } = before ?? {};
      // what was read before this was written must not come after it
      for (const other of this.underWay) if (other.key === key && other.reads) other.overtaken = true;
      return keep(new KnownIdentity(saved, overrides, seenIn));
    });
  }

  /** Forgets an identity that was changed in some other way. */
  drop(id: number): void {
    for (const one of this.underWay) one.overtaken = true;
    const key = this.keys.get(id);
    if (key !== undefined) this.known.delete(key);
  }

  private dropAll(): void {
    for (const one of this.underWay) one.overtaken = true;
    this.known.clear();
  }

  /** Runs `work`; what it wants kept is kept unless somebody else wrote while it ran. */
  private async watching<T>(
    key: string,
    reads: boolean,
    work: (keep: (identity: KnownIdentity) => KnownIdentity) => Promise<T>,
  ): Promise<T> {
    const own: UnderWay = { key, reads, overtaken: false };
    this.underWay.add(own);
    try {
      return await work((identity) => {
        if (!own.overtaken) {
          this.known.set(key, identity);
          this.keys.set(identity.id, key);
        }
        return identity;
      });
    } finally {
      this.underWay.delete(own);
    }
  }
}

const keyOf = ({ row }: ServedEnvironment, identifier: string): string =>
  identityKey({ environmentId: row.id, identifier });
