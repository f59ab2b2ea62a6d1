import assert from 'node:assert/strict';
import { Flagsmith } from 'flagsmith-nodejs';
import { say, storedTraits, until } from './shop.mjs';

const REFRESH_SECONDS = 1;

/** `flagsmith-nodejs`. It has no realtime: it polls the environment document. */
export const NODE = {
  'flagsmith-nodejs, remote: flags of the environment': async (shop) => {
    const flags = await remote(shop).getEnvironmentFlags();
    assert.equal(flags.isFeatureEnabled('button'), true);
    assert.equal(flags.isFeatureEnabled('limit'), false);
    assert.equal(flags.getFeatureValue('banner'), 'hello');
    assert.equal(flags.getFeatureValue('secret'), 'no secret');
  },
  'flagsmith-nodejs, remote: an identity, its override, its variant, its traits': async (shop) => {
    const flags = await remote(shop).getIdentityFlags('vip', {
      plan: 'pro',
      age: 42,
      seen: { value: 1, transient: true },
    });
    assert.equal(flags.getFeatureValue('banner'), 'bye');
    assert.equal(flags.getFeatureValue('colour'), 'blue');
    assert.deepEqual(await storedTraits(shop, 'vip'), { plan: 'pro', age: 42 });
  },
  'flagsmith-nodejs, remote: a transient identity is not stored': async (shop) => {
    const flags = await remote(shop).getIdentityFlags('ghost', { plan: 'pro' }, true);
    assert.equal(flags.getFeatureValue('banner'), 'hello');
    assert.deepEqual(await storedTraits(shop, 'ghost'), {});
  },
  'flagsmith-nodejs, remote: a server-side key sees what is for servers': async (shop) => {
    const flags = await remote({ ...shop, clientKey: shop.serverKey }).getEnvironmentFlags();
    assert.equal(flags.isFeatureEnabled('secret'), true);
  },
  'flagsmith-nodejs, local: flags, overrides of identities, and what changes later': async (shop) => {
    const flagsmith = new Flagsmith({
      environmentKey: shop.serverKey,
      apiUrl: shop.api,
      enableLocalEvaluation: true,
      environmentRefreshIntervalSeconds: REFRESH_SECONDS,
    });
    try {
      const value = async (who) => (await flagsmith.getIdentityFlags(who)).getFeatureValue('banner');
      assert.equal((await flagsmith.getEnvironmentFlags()).isFeatureEnabled('secret'), true);
      assert.deepEqual([await value('vip'), await value('somebody')], ['bye', 'hello']);
      assert.equal((await flagsmith.getIdentityFlags('somebody')).getFeatureValue('colour'), 'blue');
      await say(shop, 'banner', 'changed');
      await until('the SDK has the change', async () => (await value('somebody')) === 'changed');
      assert.equal(await value('vip'), 'bye');
    } finally {
      await flagsmith.close();
      await say(shop, 'banner', 'hello');
    }
  },
};

function remote({ clientKey, api }) {
  return new Flagsmith({
    environmentKey: clientKey,
    apiUrl: api,
    requestTimeoutSeconds: 5,
    defaultFlagHandler: (name) => ({ enabled: false, value: `no ${name}`, isDefault: true }),
  });
}
