import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** A copy of the migrated template, for one spec file. */
export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** Clones the template that Jest's global set-up has migrated. */
export async function cloneDatabase(): Promise<TestDatabase> {
  const { TEST_SERVER_URL: server = '', TEST_TEMPLATE: template = '' } = process.env;
  const name = `burgee_spec_${process.env['JEST_WORKER_ID'] ?? '0'}_${randomBytes(4).toString('hex')}`;
  await administer(server, `create database ${name} template ${template}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(server, `drop database if exists ${name} with (force)`) };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
