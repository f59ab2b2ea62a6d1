import assert from 'node:assert/strict';
import { must } from './http.mjs';
import { assemble } from './installation.mjs';
import { addFeature, openShop } from './shop.mjs';

const SEEN_WITHIN = 5_000;

/** A change through one api is what the other serves next. */
export const twoApis = {
  name: 'two apis on one database',
  async run(context) {
    const installation = await assemble(context);
    const [one, other] = [await installation.start('api'), await installation.start('api')];
    const shop = await openShop(one.base);
    const banner = await addFeature(shop, { name: 'banner' });
    const delays = [];
    for (let toggle = 0; toggle < (context.quick ? 20 : 50); toggle++)
      delays.push(await toggleAndWait(shop, banner, toggle % 2 === 0, `${other.base}/api/v1`));
    delays.sort((a, b) => a - b);
    const [p50, p99, most] = [0.5, 0.99, 1].map((share) => delays[Math.ceil(share * delays.length) - 1].toFixed(1));
    return `${delays.length} toggles seen by the other after p50 ${p50} ms, p99 ${p99} ms, at most ${most} ms`;
  },
};

/** Milliseconds from the answer to the change until the other api served it; a read that is under way counts in full. */
async function toggleAndWait({ api, admin, sdk }, { state }, enabled, otherApi) {
  await must(api, 'PUT', state, { headers: admin, body: { enabled } });
  const since = performance.now();
  for (;;) {
    const [flag] = await must(otherApi, 'GET', '/flags/', { headers: sdk });
    const delay = performance.now() - since;
    if (flag?.enabled === enabled) return delay;
    assert.ok(delay < SEEN_WITHIN, `a change was not seen within ${SEEN_WITHIN} ms`);
  }
}
