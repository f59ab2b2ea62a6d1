import { Pool } from 'pg';
import { DataSource, getMetadataArgsStorage } from 'typeorm';
import { DatabaseSettings } from './database.settings.js';
import { sqlMigrations } from './sql-migrations.js';
import { SnakeNaming } from './naming.js';

/** A TypeORM data source over every entity that has been imported, on PostgreSQL. Not connected yet. */
export function createDataSource(settings: Partial<DatabaseSettings>): DataSource {
  const { url, poolSize, statementTimeout, connectionTimeout } = { ...new DatabaseSettings(), ...settings };
  return new DataSource({
    type: 'postgres',
    url,
    entities: getMetadataArgsStorage().tables.flatMap(({ target }) => (typeof target === 'function' ? [target] : [])),
    migrations: sqlMigrations(),
    migrationsTableName: 'migration',
    namingStrategy: new SnakeNaming(),
    applicationName: 'burgee',
    poolSize,
    connectTimeoutMS: connectionTimeout,
    extra: { statement_timeout: statementTimeout, idle_in_transaction_session_timeout: statementTimeout * 2 },
    // an idle connection that PostgreSQL ends must not end the process; the pool opens another
    poolErrorHandler: () => undefined,
  });
}

/** The connections on which SDKs are answered. */
export function createSdkPool({ url, sdkPoolSize, sdkTimeout, connectionTimeout }: DatabaseSettings): Pool {
  const pool = new Pool({
    connectionString: url,
    application_name: 'burgee-sdk',
    max: sdkPoolSize,
    connectionTimeoutMillis: connectionTimeout,
    statement_timeout: sdkTimeout,
  });
  // an idle connection that PostgreSQL ends must not end the process; the pool opens another
  return pool.on('error', () => undefined);
}
