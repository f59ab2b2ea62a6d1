import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { Fault } from './fault.mjs';
import { run } from './processes.mjs';
import { step } from './steps.mjs';

/** Brings the database of `environment` up to this version, before any app looks at it. */
export function migrate(root, environment, abort) {
  return step('Migrating the database', async () => {
    if (await isUpToDate(root, environment.DATABASE_URL)) return 'nothing to do';
    const command = ['--enable-source-maps', join(root, 'dist/apps/cli/main.js'), 'migrate'];
    const { code, stdout, stderr } = await run(process.execPath, command, { cwd: root, env: environment, abort });
    if (code !== 0) throw new Fault(stderr.trim() || `The migration ended with ${code}.`, Number(code) || 1);
    return shortened(stdout.trim().split('\n').at(-1).replace(/\.$/, ''));
  });
}

/** Whether all migrations of this version and its queue have been noted as applied. Asking costs less than migrating nothing. */
async function isUpToDate(root, connectionString) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query(APPLIED);
    const applied = new Set(rows.map(({ name }) => name));
    return rows[0]?.queue === `bullmq ${bullmqVersion(root)}` && known(root).every((name) => applied.has(name));
  } catch {
    // no such table, or no database yet: the migration itself says what is wrong
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The names under which the files of `migrations/` are noted. */
function known(root) {
  return readdirSync(join(root, 'migrations')).flatMap((file) => {
    const [, timestamp, name] = /^(\d{13})-(.+)\.up\.sql$/.exec(file) ?? [];
    return timestamp ? [`${name}-${timestamp}`] : [];
  });
}

function bullmqVersion(root) {
  return JSON.parse(readFileSync(join(root, 'node_modules', 'bullmq', 'package.json'), 'utf8')).version;
}

const APPLIED = `select name, obj_description('migration'::regclass) as queue from migration`;

const shortened = (text) => (text.length > 70 ? `${text.slice(0, 69)}…` : text);
