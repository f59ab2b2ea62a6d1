import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { outcomeOf, request } from './http.mjs';
import { assemble } from './installation.mjs';
import { addFeature, openShop } from './shop.mjs';

const IN_FLIGHT = 5;
const STOPPED_WITHIN = 10_000;

/** An api that is told to stop answers what it has accepted, behind a balancer that heeds readiness, and exits with 0. */
export const apiStopped = {
  name: 'api stopped under load',
  async run(context) {
    const installation = await assemble(context);
    const { base, child } = await installation.start('api', { HTTP_DRAIN_DELAY: '1s' });
    const shop = await openShop(base);
    const banner = await addFeature(shop, { name: 'banner' });
    const load = startLoad(base, shop);
    const held = await holdWrites(installation.databaseUrl, shop, banner, context.onEnd);
    await sleep(context.quick ? 500 : 2_000);

    const since = performance.now();
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const outcomes = await load.drained();
    await sleep(1_500);
    const writes = await held.release();
    const [code, killedBy] = await Promise.race([ended, sleep(STOPPED_WITHIN, ['still running'])]);
    const seconds = ((performance.now() - since) / 1000).toFixed(1);

    assert.deepEqual([...outcomes.keys()], [200], `reads were answered ${JSON.stringify([...outcomes])}`);
    assert.deepEqual(writes, Array(IN_FLIGHT).fill(200), 'writes that were under way');
    assert.deepEqual([code, killedBy], [0, null], 'how the api ended');
    return `${outcomes.get(200)} reads and ${IN_FLIGHT} writes under way all answered, exit code 0 after ${seconds} s`;
  },
};

/** Readers as behind a load balancer: they stop when readiness says no. `drained` resolves with what they were answered. */
function startLoad(base, { api, sdk }) {
  const outcomes = new Map();
  let ready = true;
  const reader = async () => {
    while (ready) {
      const outcome = await outcomeOf(request(api, 'GET', '/flags/', { headers: sdk }));
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
  };
  const balancer = async () => {
    for (; ready; await sleep(100)) ready = (await outcomeOf(request(base, 'GET', '/health/readiness/'))) === 200;
  };
  const all = Promise.all([balancer(), ...Array.from({ length: 16 }, reader)]);
  return { drained: () => all.then(() => outcomes) };
}

/** Writes that the api has accepted and PostgreSQL holds back, until `release`, which answers how they ended. */
async function holdWrites(databaseUrl, { api, admin }, { id, state }, onEnd) {
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on('error', () => {});
  await client.connect();
  onEnd(() => client.end());
  await client.query('begin');
  await client.query('select from feature_state where feature_id = $1 for update', [id]);
  const write = (_, value) =>
    outcomeOf(request(api, 'PUT', state, { headers: admin, body: { enabled: value % 2 === 0 } }));
  const writes = Promise.all(Array.from({ length: IN_FLIGHT }, write));
  return { release: () => client.query('commit').then(() => writes) };
}
