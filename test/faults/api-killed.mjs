import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { until, untilHealthy } from './http.mjs';
import { killHard, launch } from './installation.mjs';
import { openShop } from './shop.mjs';
import { startWriters } from './writers.mjs';

/** The api is killed at random moments under concurrent writes; its supervisor brings it back. */
export const apiKilled = {
  name: 'api killed under writes',
  async run(context) {
    const { base, pidOf } = await launch(context);
    const writers = await startWriters(await openShop(base));
    const recoveries = [];
    for (let kill = 0; kill < (context.quick ? 2 : 4); kill++) {
      await sleep(300 + Math.random() * 1_500);
      recoveries.push(await killAndWait(base, pidOf));
    }
    await sleep(300);
    await writers.stop();
    const { acknowledged, missing } = await writers.verify();
    assert.deepEqual(missing, []);
    assert.ok(acknowledged > 20, `only ${acknowledged} writes were acknowledged`);
    return `${acknowledged} writes acknowledged, ${acknowledged} found; back after ${recoveries.join(', ')} s`;
  },
};

async function killAndWait(base, pidOf) {
  const old = pidOf('api');
  const since = performance.now();
  await killHard(old);
  await until('the api is started again', () => pidOf('api') && pidOf('api') !== old);
  await untilHealthy(base);
  return ((performance.now() - since) / 1000).toFixed(1);
}
