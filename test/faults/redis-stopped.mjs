import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, stopApp } from '../../scripts/with-server.mjs';
import { Skipped } from './check.mjs';
import { until } from './http.mjs';
import { assemble } from './installation.mjs';
import { addFeatures, watchFeatures } from './noted.mjs';
import { openShop } from './shop.mjs';

/** Redis, which holds the queue, stops: requests do not notice, events wait in the outbox until it is back. */
export const redisStopped = {
  name: 'redis stopped',
  async run(context) {
    if (spawnSync('redis-server', ['--version']).status !== 0)
      throw new Skipped('there is no redis-server on the PATH');
    const redis = await keepRedis(context.onEnd);
    const settings = { REDIS_URL: redis.url };
    const installation = await assemble(context);
    const { base, child } = await installation.start('api', settings);
    const shop = await openShop(base);
    const watch = await watchFeatures(installation, settings, context.onEnd);
    const worker = await watch.startWorker();
    const { ids, slowest: before } = await addFeatures(shop, 'before', 50);
    await until('the worker works', async () => (await watch.noted()) === ids.length);

    await redis.stop();
    const { ids: late, slowest } = await addFeatures(shop, 'meanwhile', 50);
    await sleep(context.quick ? 1_000 : 8_000);
    assert.equal(await watch.waiting(), late.length, 'the events wait in the outbox');
    assert.ok(slowest < before + 500, `a request took ${slowest} ms without Redis, and ${before} ms with it`);

    redis.start();
    const since = performance.now();
    await until('every job is done', async () => (await watch.noted()) >= ids.length + late.length, 30_000);
    await watch.requireOnce([...ids, ...late]);
    assert.equal(await watch.waiting(), 0);
    assert.deepEqual([child.exitCode, worker.exitCode], [null, null], 'an app has ended');
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    return `slowest write ${Math.ceil(slowest)} ms (${Math.ceil(before)} ms with Redis); ${late.length} events waited, all done, each once, ${seconds} s after the return`;
  },
};

/** A Redis that keeps its data, as the queue needs it, on one port for all its lives. */
async function keepRedis(onEnd) {
  const folder = mkdtempSync(join(tmpdir(), 'burgee-faults-redis-'));
  const port = String(await freePort());
  const options = ['--port', port, '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes'];
  const start = () => spawn('redis-server', options, { stdio: 'ignore' });
  let server = start();
  onEnd(async () => {
    await stopApp(server);
    rmSync(folder, { recursive: true, force: true });
  });
  return { url: `redis://127.0.0.1:${port}`, stop: () => stopApp(server), start: () => (server = start()) };
}
