import type { DataSource } from 'typeorm';
import { createDataSource } from './data-source.js';

/** Any number will do, as long as nothing else on the same database uses it for an advisory lock. */
const MIGRATION_LOCK = 7_203_141;

/**
 * Applies what is pending, each migration in a transaction of its own. Processes that start together wait for each other.
 * @returns the names of those applied
 */
export function migrateDatabase(url: string): Promise<string[]> {
  return withLock(url, async (source) => {
    const applied = await source.runMigrations({ transaction: 'each' });
    return applied.map(({ name }) => name);
  });
}

/** Takes back the newest migration. */
export function revertDatabase(url: string): Promise<void> {
  return withLock(url, (source) => source.undoLastMigration({ transaction: 'each' }));
}

/** Whether the code knows migrations that the database has not seen. */
export function pendingMigrations(source: DataSource): Promise<boolean> {
  return source.showMigrations();
}

async function withLock<T>(url: string, work: (source: DataSource) => Promise<T>): Promise<T> {
  const source = createDataSource({ url, poolSize: 2, statementTimeout: 0 });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    return await work(source);
  } finally {
    await lock.release();
    await source.destroy();
  }
}
