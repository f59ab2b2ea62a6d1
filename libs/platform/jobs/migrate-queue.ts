import pg from 'pg';

/** Brings the tables of the queue in PostgreSQL to what this version needs. Does nothing where they are. */
export async function migrateQueue(databaseUrl: string): Promise<void> {
  const { runMigrations } = await import('bullmq');
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'burgee migration' });
  await client.connect();
  try {
    await runMigrations(client);
  } finally {
    await client.end();
  }
}
