import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const SCRIPT = join(import.meta.dirname, 'load.lua');
const CONNECTIONS = 32;

/** How the load is made, in words. */
export const LOAD = `wrk, 1 thread, ${CONNECTIONS} connections`;

/** Whether wrk is on the PATH. */
export function hasWrk() {
  return spawnSync('wrk', ['--version']).error === undefined;
}

/**
 * Loads `url` for so many seconds. Answers requests per second and latencies in milliseconds; throws where a request failed.
 * @param {{ url: string, headers: Record<string, string>, args?: (string | number)[] }} target `args` go to load.lua
 */
export async function load({ url, headers, args = [] }, seconds) {
  const options = ['-t1', `-c${CONNECTIONS}`, `-d${seconds}s`, '--timeout', '10s', '-s', SCRIPT];
  const sent = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const wrk = spawn('wrk', [...options, ...sent, url, '--', ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [wrk.stdout, wrk.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const code = await new Promise((resolve) => wrk.once('close', resolve));
  assert.equal(code, 0, `wrk failed: ${said}`);
  const summary = JSON.parse(said.trim().split('\n').at(-1));
  assert.equal(summary.failed, 0, `${summary.failed} of ${summary.requests} requests to ${url} failed`);
  return { perSecond: summary.requests / summary.seconds, p50: summary.p50, p99: summary.p99 };
}
