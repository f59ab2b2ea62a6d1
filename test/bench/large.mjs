import { createRequire } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { withServer } from '../../scripts/with-server.mjs';
import { must } from '../faults/http.mjs';
import { addFeature, openShop } from '../faults/shop.mjs';

const { Client } = createRequire(import.meta.url)('pg');

const SIZE = { features: 1_000, segments: 500, identities: 1_000_000, overridden: 100_000 };
const READS_PER_STEP = 50;

/**
 * One environment as large as they come: how long starting, changing and answering take, how long the event loop stands still
 * meanwhile, and what the environment costs in memory. Prints a table; answers it.
 */
export async function runLargeBench() {
  return withServer({ apps: ['api'] }, async ({ base, databaseUrl }) => {
    const opened = await openShop(base);
    const shop = { ...opened, ...(await addFeature(opened, { name: 'one that is changed' })) };
    await seed(databaseUrl, shop);
    const before = await metricsOf(base);
    const rows = {};
    const step = async (title, work) => {
      await metricsOf(base);
      const began = performance.now();
      await work();
      const took = performance.now() - began;
      const { pause } = await metricsOf(base);
      rows[title] = { 'took ms': Math.round(took), 'longest pause ms': Math.round(pause * 1_000) };
    };
    const { api, sdk, server } = shop;
    const flags = (headers = sdk) => must(api, 'GET', '/flags/', { headers });
    await step('first GET /flags/', () => flags());
    await step('first GET /environment-document/', () =>
      must(api, 'GET', '/environment-document/', { headers: server }),
    );
    await step(`${READS_PER_STEP} × POST /identities/, not seen before, with overrides`, () => identities(shop, 1));
    await step('the same again', () => identities(shop, 1));
    const after = await metricsOf(base);
    await step('a change, and the read that sees it', async () => {
      await toggle(shop);
      await flags();
    });
    await step('environment document after the change', () =>
      must(api, 'GET', '/environment-document/', { headers: server }),
    );
    await step('ten changes under reads', async () => {
      for (let change = 0; change < 10; change++) {
        await toggle(shop);
        for (let read = 0; read < READS_PER_STEP; read++) await flags();
        await sleep(20);
      }
    });
    console.table(rows);
    const memory = Math.round((after.memory - before.memory) / 2 ** 20);
    console.log(`Memory: ${memory} MB more with this environment and its document than without (resident).`);
    return { size: SIZE, rows, memory };
  });
}

async function identities({ api, sdk }, from) {
  for (let n = from; n < from + READS_PER_STEP; n++)
    await must(api, 'POST', '/identities/', { headers: sdk, body: { identifier: `identity-${n}`, traits: [] } });
}

async function toggle({ api, admin, state }) {
  const { enabled } = await must(api, 'GET', state, { headers: admin });
  await must(api, 'PATCH', state, { headers: admin, body: { enabled: !enabled } });
}

/** What the api says of itself; the longest pause is since it was asked last. */
async function metricsOf(base) {
  const text = await (await fetch(`${base}/metrics`)).text();
  const valueOf = (name) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
  return { pause: valueOf('nodejs_eventloop_lag_max_seconds'), memory: valueOf('process_resident_memory_bytes') };
}

async function seed(connectionString, { sdk }) {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    for (const statement of SEED)
      await client.query(statement.replaceAll('$key', client.escapeLiteral(sdk['x-environment-key'])));
  } finally {
    await client.end();
  }
}

const ENVIRONMENT = `(select id from environment where api_key = $key)`;
const PROJECT = `(select project_id from environment where api_key = $key)`;
const CONDITIONS = `jsonb_build_array(
  jsonb_build_object('id', 2 * n, 'operator', 'EQUAL', 'property', 'plan', 'value', 'plan ' || n % 50, 'description', null),
  jsonb_build_object('id', 2 * n + 1, 'operator', 'PERCENTAGE_SPLIT', 'property', '', 'value', (n % 100)::text, 'description', null))`;

const SEED = [
  `insert into feature (project_id, name, initial_value, default_enabled)
   select ${PROJECT}, 'feature ' || n, 'value ' || n, n % 2 = 0 from generate_series(1, ${SIZE.features}) n`,
  `insert into feature_state (feature_id, environment_id, enabled, string_value)
   select id, ${ENVIRONMENT}, default_enabled, initial_value from feature
   where project_id = ${PROJECT} and name like 'feature %'`,
  `insert into segment (project_id, name, rules)
   select ${PROJECT}, 'segment ' || n, jsonb_build_array(jsonb_build_object('id', n, 'type', 'ALL', 'conditions', '[]'::jsonb,
     'rules', jsonb_build_array(jsonb_build_object('id', n, 'type', 'ANY', 'conditions', ${CONDITIONS}))))
   from generate_series(1, ${SIZE.segments}) n`,
  `with one as (select id, row_number() over (order by id) as n from segment where project_id = ${PROJECT}),
   other as (select id, row_number() over (order by id) as n from feature where project_id = ${PROJECT}),
   made as (insert into feature_segment (feature_id, segment_id, environment_id, priority)
     select other.id, one.id, ${ENVIRONMENT}, 0 from one join other using (n) returning id, feature_id)
   insert into feature_state (feature_id, environment_id, enabled, string_value, feature_segment_id)
   select feature_id, ${ENVIRONMENT}, true, 'of a segment', id from made`,
  `insert into identity (environment_id, identifier, traits)
   select ${ENVIRONMENT}, 'identity-' || n, jsonb_build_object('plan', jsonb_build_object('id', n, 'type', 'unicode', 'value', 'plan ' || n % 50))
   from generate_series(1, ${SIZE.identities}) n`,
  `insert into feature_state (feature_id, environment_id, identity_id, enabled, string_value)
   select (select min(id) from feature where project_id = ${PROJECT}) + i.n % ${SIZE.features}, ${ENVIRONMENT}, i.id, true, 'of one identity'
   from (select id, row_number() over (order by id) as n from identity where environment_id = ${ENVIRONMENT}
     order by id limit ${SIZE.overridden}) i`,
  'analyze',
];
