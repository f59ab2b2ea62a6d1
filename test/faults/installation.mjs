import assert from 'node:assert/strict';
import { fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { startPostgres } from '../../scripts/embedded-postgres.mjs';
import { commandLineOf, gone, identityOf, signal } from '../../scripts/start/processes.mjs';
import { freePort, startApp, stopApp } from '../../scripts/with-server.mjs';
import { until } from './http.mjs';

const ROOT = join(import.meta.dirname, '..', '..');

/** Nothing of the surroundings may lead to somebody's database or queue. */
const SETTINGS = {
  HOST: '127.0.0.1',
  LOG_LEVEL: 'fatal',
  SECRET_KEY: 'for an installation that lives a minute',
  DATABASE_URL: '',
  REDIS_URL: '',
};

/**
 * A fresh installation as `npm start` brings it up and keeps it up. `pidOf` tells the process that is the api, the worker or
 * PostgreSQL right now, so that a check can kill it.
 */
export async function launch({ onEnd }) {
  const folder = temporaryFolder(onEnd);
  const port = await freePort();
  const launcher = spawn(process.execPath, [join(ROOT, 'scripts', 'start.mjs')], {
    // as below npm, where the launcher ends when its parent is gone
    env: { ...process.env, ...SETTINGS, PORT: String(port), DATA_DIR: folder, npm_lifecycle_event: 'faults' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [launcher.stdout, launcher.stderr])
    stream.setEncoding('utf8').on('data', (text) => (said += text));
  onEnd(() => endLauncher(launcher, folder));
  await until('the installation is up', () => said.includes('Burgee is up') || launcher.exitCode !== null, 60_000);
  assert.equal(launcher.exitCode, null, `the installation did not start: ${said}`);
  return {
    base: `http://127.0.0.1:${port}`,
    databaseUrl: databaseUrlIn(folder),
    pidOf: (name) => (name === 'postgres' ? postmaster(folder).pid : childOf(launcher.pid, `apps/${name}/main.js`)),
    said: () => said,
  };
}

/**
 * A fresh database for processes that a check starts and stops itself: `start(app, env)` answers the running process and the
 * `base` of its address, `database.stop()` and `database.start()` are the operator's.
 */
export async function assemble({ onEnd }) {
  const folder = temporaryFolder(onEnd);
  const open = () => startPostgres({ dataDir: join(folder, 'postgres'), database: 'burgee' });
  let postgres = await open();
  onEnd(() => postgres.stop({ hard: true }));
  const settings = { ...SETTINGS, DATABASE_URL: postgres.url };
  migrate(settings);
  return {
    databaseUrl: postgres.url,
    database: { stop: () => postgres.stop(), start: async () => (postgres = await open()) },
    start: (app, env) => startOne(app, { ...settings, ...env }, onEnd),
  };
}

/** Starts an app on the database of an installation that is up; answers the process and where it listens. */
export async function startOne(app, env, onEnd) {
  const port = await freePort();
  const child = await startApp(app, { ...SETTINGS, ...env, PORT: String(port) });
  onEnd(() => endApp(child));
  return { child, base: `http://127.0.0.1:${port}` };
}

/** Starts a script of ours as an app: it ends with us. Answers the process when it says that it is ready. */
export async function startProcess(script, env, onEnd) {
  const child = fork(script, {
    env: { ...process.env, ...SETTINGS, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  onEnd(() => endApp(child));
  const [first] = await Promise.race([once(child, 'message'), once(child, 'exit')]);
  assert.equal(first, 'ready', `${basename(script)} ended before it was ready`);
  return child;
}

/** Ends a process at once, as the kernel does when memory is short, and waits until it is gone. */
export async function killHard(pid) {
  assert.ok(signal(pid, 'SIGKILL'), `process ${pid} was gone already`);
  assert.ok(await gone(pid, 5_000), `process ${pid} lives on`);
}

function temporaryFolder(onEnd) {
  const folder = mkdtempSync(join(tmpdir(), 'burgee-faults-'));
  onEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

function migrate(settings) {
  const command = [join(ROOT, 'dist', 'apps', 'cli', 'main.js'), 'migrate'];
  const { status, stderr } = spawnSync(process.execPath, command, {
    env: { ...process.env, ...settings },
    encoding: 'utf8',
  });
  assert.equal(status, 0, `the database could not be migrated: ${stderr}`);
}

async function endLauncher(launcher, folder) {
  signal(launcher.pid, 'SIGTERM');
  if (await gone(launcher.pid, 25_000)) return;
  signal(launcher.pid, 'SIGKILL');
  const { pid } = postmaster(folder);
  if (pid) signal(pid, 'SIGQUIT');
}

async function endApp(child) {
  const ended = stopApp(child);
  const impatience = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(impatience);
}

function childOf(parent, script) {
  return childrenOf(parent).find((pid) => identityOf(pid) && commandLineOf(pid).some((word) => word.endsWith(script)));
}

function childrenOf(parent) {
  const file = `/proc/${parent}/task/${parent}/children`;
  const listed = existsSync(file)
    ? readFileSync(file, 'utf8')
    : spawnSync('pgrep', ['-P', String(parent)], { encoding: 'utf8' }).stdout;
  return (listed ?? '').split(/\s+/).filter(Boolean).map(Number);
}

/** What the server writes down of itself: its process id first, the port fourth, the folder of its socket fifth. */
function postmaster(folder) {
  const file = join(folder, 'postgres', 'postmaster.pid');
  const [pid, , , port, socketFolder] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return { pid: Number(pid), port, socketFolder };
}

function databaseUrlIn(folder) {
  const { port, socketFolder } = postmaster(folder);
  return `postgres://postgres@localhost:${port}/burgee?host=${encodeURIComponent(socketFolder)}`;
}
