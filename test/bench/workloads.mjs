import assert from 'node:assert/strict';
import { must } from '../faults/http.mjs';
import { addFeature, openShop } from '../faults/shop.mjs';

const FEATURES = 100;
const SEGMENTS = 20;
const RETURNING = 1_000;
const JSON_TYPE = { 'content-type': 'application/json' };

/** An environment with a hundred features whose flags are about 30 kB and twenty segments, and what is asked of it, by name. */
export async function prepareWorkloads(base) {
  const shop = await openShop(base);
  for (let index = 0; index < FEATURES; index++) {
    const feature = { name: `feature_${index}`, initial_value: `value ${index}`, default_enabled: index % 2 === 0 };
    const { id } = await addFeature(shop, feature);
    if (index < SEGMENTS) await overrideForSegment(shop, id, index);
  }
  const etag = await etagOf(`${shop.api}/environment-document/`, shop.server);
  const flags = await must(shop.api, 'GET', '/flags/', { headers: shop.sdk });
  assert.equal(flags.length, FEATURES);
  await must(shop.api, 'POST', '/identities/', { headers: shop.sdk, body: JSON.parse(identity('ada')) });
  return workloads(shop, etag);
}

/** Half of them about traits that the requests bring, half of them splits. */
async function overrideForSegment({ api, admin, environment, project }, feature, index) {
  const operators = [
    { operator: 'EQUAL', property: 'country', value: 'ch' },
    { operator: 'GREATER_THAN', property: 'age', value: String(index * 4) },
    { operator: 'REGEX', property: 'email', value: `user0*${index}` },
    { operator: 'PERCENTAGE_SPLIT', property: null, value: String(index * 5) },
  ];
  const rules = [{ type: 'ALL', conditions: [], rules: [{ type: 'ANY', conditions: [operators[index % 4]] }] }];
  const make = (path, body) => must(api, 'POST', path, { headers: admin, body });
  const segment = await make(`/projects/${project}/segments/`, { name: `segment ${index}`, project, rules });
  await make(`/environments/${environment}/features/${feature}/create-segment-override/`, {
    feature_segment: { segment: segment.id, priority: 0 },
    enabled: true,
    feature_state_value: { type: 'unicode', string_value: `of segment ${index}` },
  });
}

/** `sample` is one request of the kind, whose answer the bare server repeats; `args` tell load.lua what to send. */
function workloads(shop, etag) {
  const { api, sdk, server } = shop;
  const identities = { url: `${api}/identities/`, headers: { ...sdk, ...JSON_TYPE } };
  return {
    shop,
    flags: { title: 'GET /flags/', url: `${api}/flags/`, headers: sdk },
    document: {
      title: 'GET /environment-document/, unchanged: 304',
      url: `${api}/environment-document/`,
      headers: { ...server, 'if-none-match': etag },
    },
    'identities-get': {
      title: 'GET /identities/?identifier=, a known one',
      url: `${api}/identities/?identifier=ada`,
      headers: sdk,
    },
    'identities-known': {
      title: 'POST /identities/, 10 traits, none changed',
      ...identities,
      args: () => ['known', RETURNING],
      sample: identity('known-00000001'),
    },
    'identities-changed': {
      title: 'POST /identities/, 10 traits, all changed',
      ...identities,
      args: (run) => [`changed-${run}`, RETURNING, 'changing'],
      sample: identity('changed-00000001'),
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
