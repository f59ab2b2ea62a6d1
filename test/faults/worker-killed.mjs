import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { until } from './http.mjs';
import { assemble, killHard } from './installation.mjs';
import { addFeatures, watchFeatures } from './noted.mjs';
import { openShop } from './shop.mjs';

/** As long as the queue takes at most to notice that who had a job is gone. */
const STALLED = 75_000;

/** The worker is killed; events wait in the outbox and are worked off when it is back, each once. */
export const workerKilled = {
  name: 'worker killed',
  async run(context) {
    const installation = await assemble(context);
    const { base } = await installation.start('api');
    const shop = await openShop(base);
    const watch = await watchFeatures(installation, {}, context.onEnd);

    const first = await watch.startWorker();
    const ids = [...(await addFeatures(shop, 'before', 5)).ids];
    await until('the worker works', async () => (await watch.noted()) === ids.length);
    await killHard(first.pid);
    ids.push(...(await addFeatures(shop, 'meanwhile', 50)).ids);
    const waited = await watch.waiting();
    assert.equal(waited, 50, 'the events wait in the outbox');
    const kills = context.quick ? 0 : await killAtWork(shop, watch, ids);

    const since = performance.now();
    await watch.startWorker();
    await until('the outbox is empty', async () => (await watch.waiting()) === 0);
    await until('every job is done', async () => (await watch.noted()) >= ids.length, STALLED);
    await watch.requireOnce(ids);
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    return `${waited} events waited; after ${1 + kills} kills ${ids.length} of ${ids.length} jobs done, each once, ${seconds} s after the last start`;
  },
};

/** Again and again, while it carries events and does jobs. */
async function killAtWork(shop, watch, ids) {
  const kills = 3;
  for (let kill = 0; kill < kills; kill++) {
    const worker = await watch.startWorker();
    const writing = addFeatures(shop, `round_${kill}`, 40);
    await sleep(Math.random() * 500);
    await killHard(worker.pid);
    ids.push(...(await writing).ids);
  }
  return kills;
}
