import assert from 'node:assert/strict';
import { OFREPApi, toResolutionDetails } from '@openfeature/ofrep-core';
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';
import { OpenFeature, ProviderEvents } from '@openfeature/web-sdk';
import { EventSource } from 'undici';
import { say } from './shop.mjs';

const POLL_MS = 100;

/** OpenFeature through its official provider, and through the client that providers on servers are made of. */
export const OPENFEATURE = {
  'OFREP, all flags: values, reasons, variants, defaults of the code': (shop) =>
    using(shop, { targetingKey: 'somebody', plan: 'pro' }, (client) => {
      assert.equal(client.getBooleanValue('button', false), true);
      assert.deepEqual(shown(client.getStringDetails('banner', '')), ['hello', 'STATIC', { enabled: true }]);
      assert.deepEqual(shown(client.getStringDetails('colour', '')), ['blue', 'SPLIT', { enabled: true }]);
      assert.deepEqual(shown(client.getNumberDetails('limit', 9)), [9, 'DISABLED', { enabled: false }]);
      assert.equal(client.getBooleanDetails('secret', false).errorCode, 'FLAG_NOT_FOUND');
      assert.equal(client.getNumberDetails('banner', 1).errorCode, 'TYPE_MISMATCH');
    }),
  'OFREP, all flags: another context': (shop) =>
    using(shop, {}, async (client) => {
      assert.equal(client.getStringValue('banner', ''), 'hello');
      assert.equal(client.getStringDetails('colour', 'none').errorCode, 'TARGETING_KEY_MISSING');
      await OpenFeature.setContext({ targetingKey: 'vip' });
      assert.deepEqual(shown(client.getStringDetails('banner', '')), ['bye', 'TARGETING_MATCH', { enabled: true }]);
    }),
  'OFREP, all flags: what changes later, by polling': (shop) =>
    using(shop, { targetingKey: 'somebody' }, (client) => hear(shop, client), {
      changeDetection: 'polling',
      pollInterval: POLL_MS,
    }),
  'OFREP, all flags: what changes later, by its event stream': async (shop) => {
    Object.assign(globalThis, { EventSource });
    try {
      await using(shop, { targetingKey: 'somebody' }, (client) => hear(shop, client));
    } finally {
      delete globalThis.EventSource;
    }
  },
  'OFREP, all flags: an unknown key is fatal': (shop) =>
    assert.rejects(using({ ...shop, clientKey: 'nobody' }, {}, () => undefined)),
  'OFREP, one flag, as on servers': async ({ base, serverKey }) => {
    const api = new OFREPApi({ baseUrl: base, headers: [['Authorization', `Bearer ${serverKey}`]] });
    const context = { targetingKey: 'vip', plan: 'pro' };
    const evaluate = async (key) => (await api.postEvaluateFlag(key, { context })).value;
    assert.deepEqual(toResolutionDetails(await evaluate('banner'), '').value, 'bye');
    assert.deepEqual(toResolutionDetails(await evaluate('secret'), false).value, true);
    assert.deepEqual(toResolutionDetails(await evaluate('limit'), 9).value, 9);
    assert.equal((await evaluate('unheard-of')).errorCode, 'FLAG_NOT_FOUND');
  },
};

const shown = ({ value, reason, flagMetadata }) => [value, reason, flagMetadata];

/** Twice: the first change could be seen by a reader that has just come. */
async function hear(shop, client) {
  for (const text of ['changed', 'hello']) {
    const changed = new Promise((resolve) => client.addHandler(ProviderEvents.ConfigurationChanged, resolve));
    await say(shop, 'banner', text);
    await changed;
    assert.equal(client.getStringValue('banner', ''), text);
  }
}

async function using({ base, clientKey }, context, work, options = {}) {
  const headers = [['X-Environment-Key', clientKey]];
  const provider = new OFREPWebProvider({ baseUrl: base, headers, cacheMode: 'disabled', ...options });
  try {
    await OpenFeature.setProviderAndWait(provider, context);
    await work(OpenFeature.getClient());
  } finally {
    await OpenFeature.close();
    await OpenFeature.clearContext();
  }
}
