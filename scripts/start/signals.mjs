import { say } from './steps.mjs';

/**
 * Listens for the signals that stop us. The first one aborts the signal that is answered; a second one ends everything in
 * `cleanups` hard. npm hands a terminal's Ctrl-C on, so that one press may arrive twice: what follows at once is no second.
 */
export function listenForSignals(cleanups) {
  const controller = new AbortController();
  let first;
  const handle = () => {
    if (first === undefined) {
      first = performance.now();
      say('Stopping …');
      controller.abort(new Error('stopped'));
    } else if (performance.now() - first > ONE_PRESS) {
      endHard(cleanups);
    }
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, handle);
  if (process.env.npm_lifecycle_event) onParentGone(() => first ?? handle());
  // a terminal that is gone must not stop the stopping
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return controller.signal;
}

/** npm hands a SIGTERM to the shell between us, which ends without handing it on. */
function onParentGone(handle) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    handle();
  }, 250).unref();
}

async function endHard(cleanups) {
  await Promise.allSettled(cleanups.toReversed().map((cleanup) => cleanup.stop({ hard: true })));
  process.exit(130);
}

const ONE_PRESS = 1_000;
