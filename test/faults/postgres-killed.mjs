import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { must, request, until, untilHealthy } from './http.mjs';
import { killHard, launch, startOne } from './installation.mjs';
import { addFeature, openShop } from './shop.mjs';
import { NOT_SAVED, startWriters } from './writers.mjs';

/** PostgreSQL is killed under concurrent writes; everything comes back by itself, also what listens to notifications. */
export const postgresKilled = {
  name: 'postgres killed under writes',
  async run(context) {
    const { base, databaseUrl, pidOf } = await launch(context);
    const other = await startOne('api', { DATABASE_URL: databaseUrl }, context.onEnd);
    const shop = await openShop(base);
    const banner = await addFeature(shop, { name: 'banner', initial_value: 'before' });
    await until('the other api serves', () => servedAs(other.base, shop, 'before'));
    const before = [pidOf('api'), pidOf('worker')];

    const writers = await startWriters(shop);
    const recoveries = [];
    for (let kill = 0; kill < (context.quick ? 1 : 3); kill++) {
      await sleep(300 + Math.random() * 1_500);
      recoveries.push(await killAndWait([base, other.base], pidOf));
    }
    const seconds = await secondsUntilSeen(shop, banner, other.base);
    await writers.stop();
    const { acknowledged, missing } = await writers.verify();

    assert.deepEqual(missing, []);
    assert.deepEqual([pidOf('api'), pidOf('worker')], before, 'an app has been restarted');
    assert.equal(other.child.exitCode, null, 'the other api has ended');
    const unexpected = [...writers.outcomes].filter(([outcome]) => ![200, 201, 503, NOT_SAVED].includes(outcome));
    assert.deepEqual(unexpected, [], 'a write was answered otherwise than 2xx or 503');
    return `${acknowledged} writes acknowledged, ${acknowledged} found; back after ${recoveries.join(', ')} s; a change reached the other api after ${seconds} s`;
  },
};

async function killAndWait(bases, pidOf) {
  const old = pidOf('postgres');
  const since = performance.now();
  await killHard(old);
  await until('PostgreSQL is started again', () => pidOf('postgres') && pidOf('postgres') !== old);
  for (const base of bases) await untilHealthy(base);
  return ((performance.now() - since) / 1000).toFixed(1);
}

async function secondsUntilSeen({ api, admin, ...shop }, { state }, otherBase) {
  const body = { enabled: true, feature_state_value: 'after' };
  await must(api, 'PUT', state, { headers: admin, body });
  const since = performance.now();
  await until('the other api serves the change', () => servedAs(otherBase, shop, 'after'), 10_000);
  return ((performance.now() - since) / 1000).toFixed(2);
}

async function servedAs(base, { sdk }, value) {
  const { json } = await request(`${base}/api/v1`, 'GET', '/flags/?feature=banner', { headers: sdk });
  return json.feature_state_value === value;
}
