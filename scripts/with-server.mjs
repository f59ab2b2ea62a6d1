import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from './embedded-postgres.mjs';

const root = join(import.meta.dirname, '..');

/** A port that nobody listens on right now. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Starts one of the built apps and waits until it says that it is ready. */
export function startApp(name, env) {
  const child = spawn(process.execPath, ['--enable-source-maps', join(root, 'dist', 'apps', name, 'main.js')], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`the ${name} ended with code ${code} before it was ready`)));
  });
}

/** Ends a process as an operator would, and waits for it. */
export function stopApp(child) {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return ended;
}

/**
 * Runs `work` against a fresh installation: an empty database, one api and one worker.
 * @param {{ env?: Record<string, string>, apps?: string[] }} options
 * @param {(server: { base: string, databaseUrl: string, env: Record<string, string> }) => Promise<unknown>} work
 */
export async function withServer({ env = {}, apps = ['api', 'worker'] }, work) {
  const folder = mkdtempSync(join(tmpdir(), 'burgee-server-'));
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), database: 'burgee' });
  const port = await freePort();
  const all = {
    LOG_LEVEL: 'warn',
    SECRET_KEY: 'for a server that lives a minute',
    ...env,
    PORT: String(port),
    DATABASE_URL: postgres.url,
  };
  const running = [];
  try {
    const cli = join(root, 'dist', 'apps', 'cli', 'main.js');
    const { status, stderr } = spawnSync(process.execPath, [cli, 'migrate'], { env: { ...process.env, ...all } });
    if (status !== 0) throw new Error(`The database could not be migrated: ${stderr}`);
    for (const app of apps) running.push(await startApp(app, all));
    return await work({ base: `http://127.0.0.1:${port}`, databaseUrl: postgres.url, env: all });
  } finally {
    await Promise.all(running.map(stopApp));
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
