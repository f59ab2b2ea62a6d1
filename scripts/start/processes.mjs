import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Resolves after so many milliseconds. */
export const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * What tells a running process from a later one with the same id: when it started, and since which boot. Undefined when no
 * such process runs; a zombie does not run.
 */
export function identityOf(pid) {
  if (!existsSync('/proc/self/stat')) {
    const started = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim();
    return started || undefined;
  }
  const stat = readOrNothing(`/proc/${pid}/stat`);
  if (!stat) return undefined;
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (state === 'Z' || state === 'X') return undefined;
  return `${readOrNothing('/proc/sys/kernel/random/boot_id').trim()}/${fields[START_TIME]}`;
}

/** The command line of a process, or an empty list. */
export function commandLineOf(pid) {
  if (existsSync('/proc/self/cmdline')) return readOrNothing(`/proc/${pid}/cmdline`).split('\0').slice(0, -1);
  return (spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '').trim().split(' ');
}

/** Sends a signal; answers false when the process is gone. */
export function signal(pid, name) {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

/** Waits until the process is gone, at most so many milliseconds; answers whether it is. */
export async function gone(pid, milliseconds) {
  const until = performance.now() + milliseconds;
  while (identityOf(pid)) {
    if (performance.now() > until) return false;
    await sleep(20);
  }
  return true;
}

/**
 * Runs a command to its end and answers `{ code, stdout, stderr }`. It is ended by `abort`; a terminal's Ctrl-C reaches only
 * us, who then decide.
 */
export async function run(command, args, { abort, ...options } = {}) {
  abort?.throwIfAborted();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, ...options });
    const said = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr']) child[name].setEncoding('utf8').on('data', (text) => (said[name] += text));
    const end = () => signal(-child.pid, 'SIGTERM');
    abort?.addEventListener('abort', end, { once: true });
    process.once('exit', end);
    child.once('error', reject);
    child.once('close', (code, killedBy) => {
      abort?.removeEventListener('abort', end);
      process.removeListener('exit', end);
      resolve({ code: code ?? `signal ${killedBy}`, ...said });
    });
  });
}

function readOrNothing(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Field 22 of /proc/PID/stat, counted from after the state. */
const START_TIME = 18;
