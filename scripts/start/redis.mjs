import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signal } from './processes.mjs';

/**
 * Starts a Redis that keeps nothing, on a free port of this machine, and answers `{ url, stop() }`; undefined when there is no
 * redis-server on the PATH.
 */
export async function startRedis() {
  const folder = mkdtempSync(join(tmpdir(), 'burgee-redis-'));
  const port = await freePort();
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'no'];
  const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  const exited = new Promise((done) => child.once('exit', done).once('error', done));
  const endWithUs = () => signal(child.pid, 'SIGKILL');
  process.once('exit', endWithUs);
  exited.then(() => {
    process.removeListener('exit', endWithUs);
    rmSync(folder, { recursive: true, force: true });
  });
  if (!(await Promise.race([accepts(child), exited.then(() => false)]))) return undefined;
  child.stdout.resume();
  child.unref();
  return { url: `redis://127.0.0.1:${port}`, stop: () => (child.kill('SIGKILL'), exited) };
}

function accepts(child) {
  return new Promise((resolve) => {
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      if (/ready to accept connections/i.test(said)) resolve(true);
    });
  });
}

/** A port that nothing listens on right now. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
