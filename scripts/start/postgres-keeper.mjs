import { startPostgres } from '../embedded-postgres.mjs';
import { createBackoff } from './backoff.mjs';
import { Fault } from './fault.mjs';
import { sleep } from './processes.mjs';

/** Starts the embedded PostgreSQL and starts it again when it dies. `failed` rejects when that does not help. */
export async function keepPostgres(dataDir, { abort, say }) {
  const start = () => startPostgres({ dataDir, database: 'burgee', abort });
  const backoff = createBackoff();
  let stopping = false;
  let current = await start();
  const { url } = current;

  const keepUp = async () => {
    for (let since = performance.now(); ; since = performance.now()) {
      await current.exited;
      if (stopping) return new Promise(() => {});
      const wait = backoff.after(performance.now() - since);
      if (wait === undefined)
        throw new Fault(`PostgreSQL keeps dying, so everything is stopped: its log is ${dataDir}.log.`);
      say('PostgreSQL died and is started again.');
      await sleep(wait);
      if (stopping) return new Promise(() => {});
      current = await start();
      say('PostgreSQL is up again.');
    }
  };
  const failed = keepUp();
  failed.catch(() => {});

  const stop = (options) => {
    stopping = true;
    return current.stop(options);
  };
  return { url, failed, stop };
}
