import assert from 'node:assert/strict';
import { must } from '../faults/http.mjs';
import { addFeature, openShop } from '../faults/shop.mjs';

const FEATURES = 100;
const RETURNING = 1_000;
const JSON_TYPE = { 'content-type': 'application/json' };

/** An environment with a hundred features whose flags are about 30 kB, and what is asked of it, by name. */
export async function prepareWorkloads(base) {
  const shop = await openShop(base);
  for (let index = 0; index < FEATURES; index++) {
    const feature = { name: `feature_${index}`, initial_value: `value ${index}`, default_enabled: index % 2 === 0 };
    await addFeature(shop, feature);
  }
  const etag = await etagOf(`${shop.api}/environment-document/`, shop.server);
  const flags = await must(shop.api, 'GET', '/flags/', { headers: shop.sdk });
  assert.equal(flags.length, FEATURES);
  return workloads(shop, etag);
}

/** `sample` is one request of the kind, whose answer the bare server repeats; `args` tell load.lua what to send. */
function workloads({ api, sdk, server }, etag) {
  const identities = { url: `${api}/identities/`, headers: { ...sdk, ...JSON_TYPE } };
  return {
    flags: { title: 'GET /flags/', url: `${api}/flags/`, headers: sdk },
    document: {
      title: 'GET /environment-document/, unchanged: 304',
      url: `${api}/environment-document/`,
      headers: { ...server, 'if-none-match': etag },
    },
    'identities-known': {
      title: 'POST /identities/, 10 traits, none changed',
      ...identities,
      args: () => ['known', RETURNING],
      sample: identity('known-00000001'),
    },
    'identities-new': {
      title: 'POST /identities/, 10 traits, each one new',
      ...identities,
      args: (run) => [`new-${run}`, 0],
      sample: identity('sample-00000001'),
    },
  };
}

async function etagOf(url, headers) {
  const response = await fetch(url, { headers });
  await response.arrayBuffer();
  return response.headers.get('etag');
}

function identity(identifier) {
  const traits = Array.from({ length: 10 }, (_, index) => ({ trait_key: `trait_${index}`, trait_value: 'a value' }));
  return JSON.stringify({ identifier, traits });
}
