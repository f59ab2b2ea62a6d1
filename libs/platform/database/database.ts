import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Pool, QueryResultRow } from 'pg';
import { DataSource, QueryFailedError, type EntityManager } from 'typeorm';

/** What the pool for SDKs is provided as. */
export const SDK_POOL = Symbol('SDK_POOL');

interface Transaction {
  readonly manager: EntityManager;
  readonly afterCommit: (() => void)[];
}

/**
 * The one way to PostgreSQL. Inside `transaction` everything that is called, however deep, works in that transaction:
 * nobody passes managers around. Outside of one, each statement stands alone.
 */
@Injectable()
export class Database implements OnApplicationShutdown {
  private readonly current = new AsyncLocalStorage<Transaction>();

  constructor(
    @Inject(DataSource) readonly source: DataSource,
    @Inject(SDK_POOL) private readonly sdkPool: Pool,
  ) {}

  /** What entities are loaded and saved through: the transaction's, if there is one. */
  get manager(): EntityManager {
    return this.current.getStore()?.manager ?? this.source.manager;
  }

  get inTransaction(): boolean {
    return this.current.getStore() !== undefined;
  }

  /** Runs `work` in a transaction, or joins the one that is open. Commits when it returns, rolls back when it throws. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.inTransaction) return work();
    const afterCommit: (() => void)[] = [];
    const result = await this.source.transaction((manager) => this.current.run({ manager, afterCommit }, work));
    for (const step of afterCommit) step();
    return result;
  }

  /** Runs `step` once the open transaction has committed, for what only this process remembers; it must not throw. */
  afterCommit(step: () => void): void {
    const open = this.current.getStore();
    if (open) open.afterCommit.push(step);
    else step();
  }

  /** Rows of a statement with `$1`-style parameters. */
  query<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.manager.query<Row[]>(sql, [...parameters]);
  }

  /**
   * Rows of a statement for what SDKs ask: apart from the open transaction, on connections of their own, so that whoever writes is
   * not in their way.
   * @param name where the statement is sent all the time: of this text and no other; it is planned once per connection then
   */
  async apart<Row>(sql: string, parameters: readonly unknown[] = [], name?: string): Promise<Row[]> {
    try {
      const statement = { text: sql, values: [...parameters], ...(name === undefined ? {} : { name }) };
      return (await this.sdkPool.query<Row & QueryResultRow>(statement)).rows;
    } catch (error) {
      throw error instanceof Error && 'severity' in error ? new QueryFailedError(sql, [], error) : error;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sdkPool.end();
    if (this.source.isInitialized) await this.source.destroy();
  }
}
