import assert from 'node:assert/strict';
import pg from 'pg';
import { must } from './http.mjs';
import { startProcess } from './installation.mjs';

const WORKER = new URL('noting-worker.mjs', import.meta.url).pathname;

/**
 * Watches what becomes of `feature.created`: `startWorker` starts a worker that notes each in a table, `waiting` counts the
 * events in the outbox, `noted` what has been noted, and `requireOnce` proves that just these features were, once each.
 */
export async function watchFeatures({ databaseUrl }, env, onEnd) {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  onEnd(() => client.end());
  await client.query('create table noted_feature (feature_id integer not null)');
  const number = async (query) => (await client.query(query)).rows[0].count;
  return {
    startWorker: () => startProcess(WORKER, { DATABASE_URL: databaseUrl, ...env }, onEnd),
    waiting: () => number(`select count(*)::int from outbox_event where type = 'feature.created'`),
    noted: () => number('select count(*)::int from noted_feature'),
    async requireOnce(ids) {
      const { rows } = await client.query('select feature_id from noted_feature order by feature_id');
      assert.deepEqual(
        rows.map((row) => row.feature_id),
        [...ids].sort((one, other) => one - other),
      );
    },
  };
}

/** Makes so many features, a few at once; answers their ids and how long the slowest answer took. */
export async function addFeatures({ api, admin, features }, prefix, count) {
  const ids = [];
  let slowest = 0;
  let next = 0;
  const writer = async () => {
    while (next < count) {
      const body = { name: `${prefix}_${next++}` };
      const since = performance.now();
      ids.push((await must(api, 'POST', features, { headers: admin, body })).id);
      slowest = Math.max(slowest, performance.now() - since);
    }
  };
  await Promise.all(Array.from({ length: 4 }, writer));
  return { ids, slowest };
}
