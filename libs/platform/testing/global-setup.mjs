import { spawnSync } from 'node:child_process';
import pg from 'pg';
import { DataInUse, startPostgres } from '../../../scripts/embedded-postgres.mjs';
import { startRedis } from '../../../scripts/start/redis.mjs';

/**
 * Jest's global set-up for specs that need a database. Workers find the server in TEST_SERVER_URL (they may create databases
 * there) and the migrated template in TEST_TEMPLATE; TEST_REDIS_URL is set when this machine has a redis-server.
 */
export default async function setUp() {
  const started = [];
  globalThis.startedForTests = started;
  stopOnSignal(started);
  process.env.TEST_SERVER_URL = process.env.TEST_DATABASE_URL || (await serverOfOurOwn(started));
  process.env.TEST_TEMPLATE = TEMPLATE;
  await makeTemplate(process.env.TEST_SERVER_URL);
  if (process.env.TEST_REDIS_URL) return;
  const redis = await startRedis();
  if (!redis) return;
  started.push(redis);
  process.env.TEST_REDIS_URL = redis.url;
}

/** On the first data folder that no other test run uses right now; made for speed, not for keeping. */
async function serverOfOurOwn(started) {
  for (let number = 1; ; number += 1) {
    const dataDir = number === 1 ? '.data/test-postgres' : `.data/test-postgres-${number}`;
    try {
      const server = await startPostgres({ dataDir, database: 'postgres', settings: UNSAFE_AND_FAST });
      started.push({ stop: () => server.stop({ hard: true }) });
      await connected(server.adminUrl, dropLeftOvers);
      return server.adminUrl;
    } catch (error) {
      if (!(error instanceof DataInUse)) throw error;
    }
  }
}

/** Databases of a run that was killed. */
async function dropLeftOvers(client) {
  const { rows } = await client.query(
    `select datname from pg_database where not datistemplate and datname <> 'postgres'`,
  );
  for (const { datname } of rows) await client.query(`drop database ${client.escapeIdentifier(datname)}`);
}

async function makeTemplate(serverUrl) {
  await connected(serverUrl, async (client) => {
    await client.query(`drop database if exists ${TEMPLATE} with (force)`);
    await client.query(`create database ${TEMPLATE}`);
  });
  const url = new URL(serverUrl);
  url.pathname = `/${TEMPLATE}`;
  migrate(url.href);
}

async function connected(connectionString, work) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

function migrate(url) {
  const environment = {
    SECRET_KEY: 'of the tests',
    ...process.env,
    DATABASE_URL: url,
    REDIS_URL: '',
    NODE_ENV: 'test',
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, MIGRATE, { env: environment, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The template database could not be migrated.\n${stdout}${stderr}`);
}

function stopOnSignal(started) {
  for (const [name, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ]) {
    process.once(name, () => Promise.all(started.map((one) => one.stop())).finally(() => process.exit(code)));
  }
}

const TEMPLATE = 'burgee_template';
const MIGRATE = ['--enable-source-maps', 'dist/apps/cli/main.js', 'migrate'];
const UNSAFE_AND_FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
