import assert from 'node:assert/strict';
import { must, request, until, untilHealthy } from './http.mjs';
import { assemble } from './installation.mjs';
import { addFeature, openShop } from './shop.mjs';

/** `DATABASE_CONNECTION_TIMEOUT` as it is by default, and a second for everything else. */
const ANSWERED_WITHIN = 6_000;

/** Without PostgreSQL flags are still served from memory, writes are refused in time, and health tells. */
export const postgresStopped = {
  name: 'postgres stopped',
  async run(context) {
    const installation = await assemble(context);
    const { base, child } = await installation.start('api');
    const shop = await openShop(base);
    const banner = await addFeature(shop, { name: 'banner', initial_value: 'before', default_enabled: true });
    const known = await answers(shop);

    await installation.database.stop();
    await until('health says so', async () => (await health(base, '')) === 503);
    const reads = await readWithout(shop, known, context.quick ? 1_000 : 8_000);
    const slowest = await writeWithout(shop, banner);
    await identifyWithout(shop);
    const told = await Promise.all(['', 'liveness/', 'readiness/'].map((part) => health(base, part)));
    assert.deepEqual(told, [503, 200, 200], 'health, liveness, and readiness, which stays for the sake of the flags');

    await installation.database.start();
    await untilHealthy(base);
    await change(shop, banner, 'after');
    const { flags } = await answers(shop);
    assert.equal(flags[0].feature_state_value, 'after');
    assert.equal(child.exitCode, null);
    return `${reads} reads answered 200 from memory, writes 503 within ${Math.ceil(slowest)} ms; all is normal after the return`;
  },
};

async function answers({ api, sdk, server }) {
  const flags = await must(api, 'GET', '/flags/', { headers: sdk });
  const document = await must(api, 'GET', '/environment-document/', { headers: server });
  return { flags, document };
}

async function readWithout(shop, known, milliseconds) {
  const end = performance.now() + milliseconds;
  let reads = 0;
  for (; performance.now() < end; reads += 2) assert.deepEqual(await answers(shop), known);
  return reads;
}

/** Several at once, more than the pool has connections; answers how long the slowest took. */
async function writeWithout({ api, admin }, { state }) {
  const write = () => request(api, 'PUT', state, { headers: admin, body: { feature_state_value: 'never' } });
  const refused = await Promise.all(Array.from({ length: 20 }, write));
  for (const { status, json } of refused) {
    assert.equal(status, 503);
    assert.equal(typeof json?.detail, 'string');
  }
  const slowest = Math.max(...refused.map(({ milliseconds }) => milliseconds));
  assert.ok(slowest < ANSWERED_WITHIN, `a write was refused only after ${Math.ceil(slowest)} ms`);
  return slowest;
}

/** Evaluated with what the request brings, and the answer says that nothing was stored. */
async function identifyWithout({ api, sdk }) {
  const body = { identifier: 'visitor', traits: [{ trait_key: 'plan', trait_value: 'free' }] };
  const { status, headers, json } = await request(api, 'POST', '/identities/', { headers: sdk, body });
  assert.deepEqual([status, headers.get('burgee-traits')], [200, 'not-saved']);
  assert.equal(json.flags[0].feature_state_value, 'before');
}

function change({ api, admin }, { state }, value) {
  return must(api, 'PUT', state, { headers: admin, body: { enabled: true, feature_state_value: value } });
}

async function health(base, part) {
  return (await request(base, 'GET', `/health/${part}`)).status;
}
