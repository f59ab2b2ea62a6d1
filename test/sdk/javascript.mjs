import assert from 'node:assert/strict';
import { createFlagsmithInstance } from 'flagsmith/isomorphic';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { say, storedTraits } from './shop.mjs';

/** `flagsmith/isomorphic`, the JavaScript client where there is no browser. */
export const JAVASCRIPT = {
  'flagsmith/isomorphic: flags of the environment': async (shop) => {
    const flagsmith = await client(shop, {});
    assert.equal(flagsmith.hasFeature('button'), true);
    assert.equal(flagsmith.hasFeature('limit'), false);
    assert.equal(flagsmith.getValue('banner'), 'hello');
    assert.equal(flagsmith.hasFeature('secret'), false);
  },
  'flagsmith/isomorphic: an identity, its override, its traits': async (shop) => {
    const flagsmith = await client(shop, { identity: 'vip', traits: { plan: 'team' } });
    assert.equal(flagsmith.getValue('banner'), 'bye');
    assert.equal(flagsmith.getValue('colour'), 'blue');
    assert.equal(flagsmith.getTrait('plan'), 'team');
    await flagsmith.setTraits({ plan: null, city: 'Paris' });
    const { plan, city } = await storedTraits(shop, 'vip');
    assert.deepEqual([plan, city], [undefined, 'Paris']);
  },
  'flagsmith/isomorphic: one identity after another': async (shop) => {
    const flagsmith = await client(shop, {});
    await flagsmith.identify('vip');
    assert.equal(flagsmith.getValue('banner'), 'bye');
    await flagsmith.logout();
    assert.equal(flagsmith.getValue('banner'), 'hello');
  },
  'flagsmith/isomorphic, realtime: a change arrives by itself': async (shop) => {
    const browser = spawn(process.execPath, [join(import.meta.dirname, 'realtime-client.mjs')], {
      env: { ...process.env, SHOP: JSON.stringify(shop) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      const said = createInterface(browser.stdout)[Symbol.asyncIterator]();
      const next = async () => (await said.next()).value;
      assert.equal(await next(), 'hello');
      await say(shop, 'banner', 'changed');
      assert.equal(await next(), 'changed');
      await say(shop, 'banner', 'hello');
      assert.equal(await next(), 'hello');
    } finally {
      browser.kill();
      await once(browser, 'exit');
    }
  },
};

async function client({ clientKey, api }, options) {
  const flagsmith = createFlagsmithInstance();
  await flagsmith.init({ environmentID: clientKey, api, cacheFlags: false, ...options });
  return flagsmith;
}
