import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A database of one's own, made from the migrated template. */
export interface ClonedDatabase {
  readonly url: string;
  query(sql: string, parameters?: unknown[]): Promise<Record<string, unknown>[]>;
  drop(): Promise<void>;
}

export async function cloneDatabase(): Promise<ClonedDatabase> {
  const server = process.env.TEST_SERVER_URL ?? '';
  const name = `jobs_${process.env.JEST_WORKER_ID}_${randomBytes(4).toString('hex')}`;
  await once(server, `create database ${name} template ${process.env.TEST_TEMPLATE}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 2 });
  pool.on('error', () => undefined);
  return {
    url: url.href,
    query: async (sql, parameters) => (await pool.query<Record<string, unknown>>(sql, parameters)).rows,
    async drop() {
      await pool.end();
      await once(server, `drop database ${name} with (force)`);
    },
  };
}

/** Asks again and again until the answer does not throw, for things that happen a little later. */
export async function eventually<T>(look: () => Promise<T>, milliseconds = 8_000): Promise<T> {
  const end = Date.now() + milliseconds;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

async function once(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
