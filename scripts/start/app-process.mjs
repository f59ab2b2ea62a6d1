import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { note } from './claim.mjs';
import { Fault } from './fault.mjs';

/**
 * Starts one process of an app, and notes in `noteFile` which one. `ready` resolves when it says so, and rejects with what it wrote when it ends before or takes
 * too long; `exited` answers `{ how, lived }`; `stop({ hard })` lets it drain, for a while.
 */
export function startApp({ name, root, environment, noteFile }) {
  const since = performance.now();
  const command = ['--enable-source-maps', join(root, 'dist', 'apps', name, 'main.js')];
  // a session of its own: a terminal's Ctrl-C reaches the launcher, which stops it in its turn
  const stdio = ['ignore', 'inherit', 'pipe', 'ipc'];
  const child = spawn(process.execPath, command, { cwd: root, env: environment, stdio, detached: true });
  note(noteFile, child.pid);
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  const exited = new Promise((resolve) => {
    child.once('close', (code, killedBy) => {
      process.removeListener('exit', endWithUs);
      resolve({ code, how: killedBy ?? `code ${code}`, lived: performance.now() - since });
    });
  });
  const ready = readiness(child, exited, name);
  ready.catch(() => {});
  return { ready, exited, stop: ({ hard = false } = {}) => stop(child, exited, hard) };
}

function readiness(child, exited, name) {
  const errors = holdBack(child.stderr);
  return new Promise((resolve, reject) => {
    const tooLong = setTimeout(() => {
      errors.handOn();
      reject(new Fault(`The ${name} was not ready after ${READY_WITHIN / 1000} s: see what it said above.`));
    }, READY_WITHIN);
    child.on('message', (message) => {
      if (message !== 'ready') return;
      clearTimeout(tooLong);
      errors.handOn();
      resolve();
    });
    exited.then(({ code, how }) => {
      clearTimeout(tooLong);
      reject(new Fault(errors.held() || `The ${name} ended while it was starting (${how}).`, code || 1));
    });
  });
}

/** Keeps what a stream says, so that two apps do not both print the same fault, until it may be handed on. */
function holdBack(stream) {
  let held = '';
  let open = false;
  stream.setEncoding('utf8').on('data', (text) => {
    if (open) process.stderr.write(text);
    else held += text;
  });
  return {
    held: () => held.trim(),
    handOn() {
      open = true;
      process.stderr.write(held);
    },
  };
}

async function stop(child, exited, hard) {
  child.kill(hard ? 'SIGKILL' : 'SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), DRAIN_TIME);
  await exited;
  clearTimeout(impatience);
}

const READY_WITHIN = 60_000;
const DRAIN_TIME = 15_000;
