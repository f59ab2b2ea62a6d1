import { createRequire } from 'node:module';
import pg from 'pg';

/**
 * Brings the tables of the queue in PostgreSQL to what this version needs. Does nothing where they are. Notes the version at the
 * table of migrations, so that a start can see at a glance that there is nothing to do.
 */
export async function migrateQueue(databaseUrl: string): Promise<void> {
  const { runMigrations } = await import('bullmq');
  const manifest: { version: string } = createRequire(import.meta.url)('bullmq/package.json');
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'burgee migration' });
  await client.connect();
  try {
    await runMigrations(client);
    await client.query(`comment on table migration is ${client.escapeLiteral(`bullmq ${manifest.version}`)}`);
  } finally {
    await client.end();
  }
}
