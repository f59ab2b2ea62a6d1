import { setTimeout as sleep } from 'node:timers/promises';
import { must, outcomeOf, request } from './http.mjs';
import { addFeature } from './shop.mjs';

const COUNTERS = 4;
const FEATURE_WRITERS = 2;
const IDENTITY_WRITERS = 4;
const RETURNING_WRITERS = 2;

/** The outcome of a write that was answered with a warning instead of an acknowledgement. */
export const NOT_SAVED = 'not saved';

/**
 * A stream of concurrent writes that keeps account of what was acknowledged: counters in feature states, new features, new
 * identities with traits. `stop` resolves when the last answer is there; `verify` then looks for every acknowledged write.
 */
export async function startWriters(shop) {
  const counters = await Promise.all(
    Array.from({ length: COUNTERS }, async (_, index) => {
      const { name, state } = await addFeature(shop, { name: `counter_${index}`, initial_value: '0' });
      return { name, state, attempted: 0, acknowledged: 0, writes: 0 };
    }),
  );
  const returning = times(RETURNING_WRITERS, (writer) => ({
    identifier: `returning_${writer}`,
    attempted: 0,
    acknowledged: 0,
    writes: 0,
  }));
  const ledger = { counters, returning, features: [], identities: [], outcomes: new Map() };
  let stopped = false;
  const loop = async (write) => {
    for (let turn = 1; !stopped; turn++) {
      const outcome = await outcomeOf(write(turn));
      ledger.outcomes.set(outcome, (ledger.outcomes.get(outcome) ?? 0) + 1);
      if (outcome > 299 || typeof outcome === 'string') await sleep(20);
    }
  };
  const loops = [
    ...counters.map((counter) => loop((turn) => count(shop, counter, turn))),
    ...returning.map((identity) => loop((turn) => comeBack(shop, identity, turn))),
    ...times(FEATURE_WRITERS, (writer) => loop((turn) => addNamed(shop, ledger, `feature_${writer}_${turn}`))),
    ...times(IDENTITY_WRITERS, (writer) => loop((turn) => identify(shop, ledger, `visitor_${writer}_${turn}`, turn))),
  ];
  const stop = async () => {
    stopped = true;
    await Promise.all(loops);
  };
  return { stop, outcomes: ledger.outcomes, verify: () => verify(shop, ledger) };
}

async function count({ api, admin }, counter, value) {
  counter.attempted = value;
  const body = { enabled: value % 2 === 0, feature_state_value: value };
  const answer = await request(api, 'PUT', counter.state, { headers: admin, body });
  if (answer.status === 200) Object.assign(counter, { acknowledged: value, writes: counter.writes + 1 });
  return answer;
}

/** The same identity with another value each time, which is written over what is known of it. */
async function comeBack(shop, identity, visits) {
  identity.attempted = visits;
  const answer = await identify(shop, { identities: [] }, identity.identifier, visits);
  if (answer.status === 200) Object.assign(identity, { acknowledged: visits, writes: identity.writes + 1 });
  return answer;
}

async function addNamed({ api, admin, features }, ledger, name) {
  const answer = await request(api, 'POST', features, { headers: admin, body: { name, initial_value: name } });
  if (answer.status === 201) ledger.features.push(name);
  return answer;
}

async function identify({ api, sdk }, ledger, identifier, visits) {
  const body = { identifier, traits: [{ trait_key: 'visits', trait_value: visits }] };
  const answer = await request(api, 'POST', '/identities/', { headers: sdk, body });
  // without PostgreSQL flags are evaluated all the same, and the answer says that nothing was stored
  if (answer.headers.get('burgee-traits') === 'not-saved') return { status: NOT_SAVED };
  if (answer.status === 200) ledger.identities.push({ identifier, visits });
  return answer;
}

/** Answers `{ acknowledged, missing }`: how many writes were, and a sentence for each that is not there. */
async function verify(shop, { counters, returning, features, identities }) {
  const missing = [
    ...(await missingCounters(shop, counters)),
    ...(await missingFeatures(shop, features)),
    ...(await missingIdentities(shop, identities)),
    ...(await missingVisits(shop, returning)),
  ];
  const counted = [...counters, ...returning].reduce((sum, { writes }) => sum + writes, 0);
  return { acknowledged: counted + features.length + identities.length, missing };
}

/** A write that was not acknowledged may have happened all the same, so a counter may be ahead. */
async function missingCounters({ api, admin, sdk }, counters) {
  const missing = [];
  const flags = await must(api, 'GET', '/flags/', { headers: sdk });
  for (const { name, state, acknowledged, attempted } of counters) {
    const { feature_state_value: stored } = await must(api, 'GET', state, { headers: admin });
    const served = flags.find(({ feature }) => feature.name === name)?.feature_state_value;
    if (!(stored >= acknowledged && stored <= attempted))
      missing.push(`${name} is ${stored}, acknowledged was ${acknowledged}, attempted ${attempted}`);
    if (served !== stored) missing.push(`${name} is ${stored} and served as ${served}`);
  }
  return missing;
}

async function missingFeatures({ api, admin, features }, names) {
  const there = new Set();
  for (let page = 1; page;) {
    const { results, next } = await must(api, 'GET', `${features}?page_size=100&page=${page}`, { headers: admin });
    for (const { name } of results) there.add(name);
    page = next && page + 1;
  }
  return names.filter((name) => !there.has(name)).map((name) => `the feature ${name} is not there`);
}

/** As with counters, a visit that was not acknowledged may have been stored. */
async function missingVisits({ api, sdk }, returning) {
  const missing = [];
  for (const { identifier, attempted, acknowledged } of returning) {
    const { traits } = await must(api, 'GET', `/identities/?identifier=${identifier}`, { headers: sdk });
    const stored = traits.find(({ trait_key: key }) => key === 'visits')?.trait_value ?? 0;
    if (!(stored >= acknowledged && stored <= attempted))
      missing.push(`${identifier} has ${stored} visits, acknowledged were ${acknowledged}, attempted ${attempted}`);
  }
  return missing;
}

async function missingIdentities({ api, sdk }, identities) {
  const missing = [];
  const left = identities.values();
  const reader = async () => {
    for (const { identifier, visits } of left) {
      const { traits } = await must(api, 'GET', `/identities/?identifier=${identifier}`, { headers: sdk });
      const stored = traits.find(({ trait_key: key }) => key === 'visits')?.trait_value;
      if (stored !== visits) missing.push(`${identifier} has ${stored} visits, acknowledged were ${visits}`);
    }
  };
  await Promise.all(times(8, reader));
  return missing;
}

function times(count, make) {
  return Array.from({ length: count }, (_, index) => make(index));
}
