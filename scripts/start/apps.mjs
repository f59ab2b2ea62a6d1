import { join } from 'node:path';
import { startApp } from './app-process.mjs';
import { createBackoff } from './backoff.mjs';
import { Fault } from './fault.mjs';
import { sleep } from './processes.mjs';

/**
 * Starts api and worker and keeps them up. `ready` resolves when both serve, `failed` rejects when one of them cannot be kept
 * up, `stop({ hard })` drains and ends both.
 */
export function superviseApps({ root, dataFolder, environment, say }) {
  const apps = APPS.map((name) => {
    const noteFile = noteOf(dataFolder, name);
    return superviseApp(() => startApp({ name, root, environment, noteFile }), name, say);
  });
  const failed = Promise.race(apps.map((app) => app.failed));
  failed.catch(() => {});
  return {
    ready: Promise.all(apps.map((app) => app.ready)),
    failed,
    stop: (options) => Promise.all(apps.map((app) => app.stop(options))),
  };
}

/** The files in the data folder that tell which processes the apps are. */
export const notesOfApps = (dataFolder) => APPS.map((name) => noteOf(dataFolder, name));

const noteOf = (dataFolder, name) => join(dataFolder, `${name}.owner`);

function superviseApp(start, name, say) {
  const backoff = createBackoff();
  let stopping = false;
  let current = start();
  const { ready } = current;

  const keepUp = async () => {
    await ready;
    while (!stopping) {
      const { how, lived } = await current.exited;
      if (stopping) break;
      const wait = backoff.after(lived);
      if (wait === undefined) throw new Fault(`The ${name} keeps dying (at last by ${how}), so everything is stopped.`);
      say(`The ${name} died (${how}) and is started again in ${wait / 1000} s.`);
      await sleep(wait);
      if (stopping) break;
      current = start();
      current.ready.then(
        () => say(`The ${name} is up again.`),
        (error) => say(error.message),
      );
    }
    return new Promise(() => {});
  };
  const failed = keepUp();
  failed.catch(() => {});

  const stop = (options) => {
    stopping = true;
    return current.stop(options);
  };
  return { ready, failed, stop };
}

const APPS = ['api', 'worker'];
