import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { must, request } from './http.mjs';
import { assemble } from './installation.mjs';
import { addFeature, openShop } from './shop.mjs';

const { Client } = createRequire(import.meta.url)('pg');

const TIMEOUT = 1_500;
const WRITES = 40;

/**
 * PostgreSQL that answers nobody about identities, and then nobody who changes a flag: what is in memory is served, everybody else
 * waits no longer than the timeout, and reads are not behind writes.
 */
export const postgresSlow = {
  name: 'postgres slow',
  async run(context) {
    const installation = await assemble(context);
    const { base } = await installation.start('api', {
      DATABASE_SDK_TIMEOUT: `${TIMEOUT}ms`,
      DATABASE_STATEMENT_TIMEOUT: `${4 * TIMEOUT}ms`,
    });
    const shop = await openShop(base);
    const banner = await addFeature(shop, { name: 'banner', initial_value: 'before', default_enabled: true });
    const returning = { identifier: 'returning', traits: [{ trait_key: 'plan', trait_value: 'pro' }] };
    await must(shop.api, 'POST', '/identities/', { headers: shop.sdk, body: returning });

    const slowest = await withLock(installation.databaseUrl, 'identity', () => withoutIdentities(shop, returning));
    const behind = await withLock(installation.databaseUrl, 'outbox_event', () => behindWrites(shop, banner));
    const after = await request(shop.api, 'POST', '/identities/', {
      headers: shop.sdk,
      body: changed(returning, 'after'),
    });
    assert.deepEqual([after.status, after.headers.get('burgee-traits')], [200, null]);
    return `identities answered within ${Math.ceil(slowest)} ms, reads behind ${WRITES} stuck writes within ${Math.ceil(behind)} ms`;
  },
};

/** Runs `work` while nobody can touch a table. */
async function withLock(connectionString, table, work) {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(`begin; lock table ${table} in access exclusive mode`);
    return await work();
  } finally {
    await client.end();
  }
}

/** Answers how long the slowest answer took. */
async function withoutIdentities({ api, sdk }, returning) {
  const identify = (body) => request(api, 'POST', '/identities/', { headers: sdk, body });
  const known = await identify(returning);
  assert.deepEqual([known.status, known.headers.get('burgee-traits')], [200, null]);
  assert.ok(known.milliseconds < TIMEOUT, 'an identity that is known waits for nobody');
  const answers = await Promise.all([
    ...Array.from({ length: 20 }, (_, index) => identify({ identifier: `new ${index}`, traits: returning.traits })),
    identify(changed(returning, 'free')),
  ]);
  for (const { status, headers, json } of answers) {
    assert.deepEqual([status, headers.get('burgee-traits')], [200, 'not-saved']);
    assert.equal(json.flags[0].feature_state_value, 'before');
  }
  const slowest = Math.max(...answers.map(({ milliseconds }) => milliseconds));
  // its own timeout, and that of the statement before it
  assert.ok(slowest < 2.5 * TIMEOUT, `an identity was answered only after ${Math.ceil(slowest)} ms`);
  return slowest;
}

/** More writes than the pool has connections; answers how long the slowest read of SDKs took meanwhile. */
async function behindWrites({ api, admin, sdk }, { state }) {
  const write = () => request(api, 'PUT', state, { headers: admin, body: { feature_state_value: 'never' } });
  const writes = Promise.all(Array.from({ length: WRITES }, write));
  const reads = [];
  for (let read = 0; read < 20; read++) {
    reads.push(await request(api, 'GET', '/flags/', { headers: sdk }));
    const body = { identifier: `meanwhile ${read}`, traits: [] };
    reads.push(await request(api, 'POST', '/identities/', { headers: sdk, body }));
  }
  for (const { status, headers } of reads) assert.deepEqual([status, headers.get('burgee-traits')], [200, null]);
  for (const { status } of await writes) assert.equal(status, 503);
  const slowest = Math.max(...reads.map(({ milliseconds }) => milliseconds));
  assert.ok(slowest < TIMEOUT, `a read took ${Math.ceil(slowest)} ms`);
  return slowest;
}

const changed = (identity, plan) => ({ ...identity, traits: [{ trait_key: 'plan', trait_value: plan }] });
