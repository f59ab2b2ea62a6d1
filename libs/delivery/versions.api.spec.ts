import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApi } from '../../apps/api/create-api.js';
import { useApi, type Tenant } from '../../test/api/index.js';
import { segmentOf, stateOf, Versions } from '../../test/api/versions.js';
import { createLogger, NestLogger } from '#platform/logging';

const api = useApi();
jest.setTimeout(30_000);

async function begin(): Promise<{ tenant: Tenant; versions: Versions }> {
  const tenant = await api.tenant();
  const feature = await api.feature(tenant, 'banner', { initial_value: 'hello', default_enabled: true });
  await Versions.enable(tenant);
  return { tenant, versions: new Versions(tenant, feature) };
}

const flags = async ({ environment }: Tenant) => {
  const { data, response } = await api.sdk(environment.key).GET('/api/v1/flags/');
  const date = response.headers.get('x-flagsmith-document-updated-at');
  const found = [data ?? []].flat();
  return { value: found[0]?.feature_state_value, count: found.length, date };
};
const flagOf = async ({ environment }: Tenant, identifier: string, plan: string) => {
  const { data } = await api.sdk(environment.key).POST('/api/v1/identities/', {
    body: { identifier, traits: [{ trait_key: 'plan', trait_value: plan }] },
  });
  return data?.flags[0]?.feature_state_value;
};
const until = async (holds: () => Promise<boolean>) => {
  for (let tries = 0; tries < 250 && !(await holds()); tries++) await new Promise((resolve) => setTimeout(resolve, 40));
  return holds();
};
const soon = (): string => new Date(Date.now() + 700).toISOString();

describe('SDKs in an environment with versions', () => {
  it('see a version as soon as it is published, with its overrides, and nothing of drafts', async () => {
    const { tenant, versions } = await begin();
    const pro = await segmentOf(tenant, 'pro');
    const before = await flags(tenant);
    const draft = await versions.draft();
    await versions.set(draft, 'bye');
    await versions.override(draft, pro, 'for pros');
    expect(await flags(tenant)).toEqual(before);
    expect(await flagOf(tenant, 'alice', 'pro')).toBe('hello');
    await versions.publish(draft);
    const after = await flags(tenant);
    expect([after.value, after.count]).toEqual(['bye', 1]);
    expect(Number(after.date)).toBeGreaterThan(Number(before.date));
    expect([await flagOf(tenant, 'alice', 'pro'), await flagOf(tenant, 'bob', 'free')]).toEqual(['for pros', 'bye']);
  });

  it('read it in the document, where the states of others are not', async () => {
    const { tenant, versions } = await begin();
    const [pro, old] = [await segmentOf(tenant, 'pro'), await segmentOf(tenant, 'old')];
    await versions.create({
      publish_immediately: true,
      feature_states_to_create: [stateOf('for pros', pro), stateOf('for the old', old)],
    });
    await versions.create({
      publish_immediately: true,
      feature_states_to_update: [stateOf('bye')],
      segment_ids_to_delete_overrides: [old],
    });
    await versions.set(await versions.draft(), 'never');
    const { data } = await api.sdk(await api.serverKey(tenant)).GET('/api/v1/environment-document/');
    expect(data?.feature_states).toMatchObject([{ feature_state_value: 'bye' }]);
    expect(data?.project.segments).toMatchObject([
      { id: pro, feature_states: [{ feature_state_value: 'for pros', feature_segment: { priority: 0 } }] },
      { id: old, feature_states: [] },
    ]);
  });

  it('keep their variants from one version to the next, and back without versions', async () => {
    const { tenant, versions } = await begin();
    for (const value of ['red', 'blue', 'green'])
      await tenant.owner.POST('/api/v1/projects/{projectId}/features/{featureId}/mv-options/', {
        params: { path: { projectId: tenant.project, featureId: versions.feature } },
        body: { feature: versions.feature, string_value: value, default_percentage_allocation: 33 },
      });
    const pro = await segmentOf(tenant, 'pro');
    await versions.create({ publish_immediately: true, feature_states_to_create: [stateOf('pro', pro)] });
    const people = Array.from({ length: 40 }, (_, number) => `person ${number}`);
    const variants = () => Promise.all(people.map((identifier) => flagOf(tenant, identifier, 'free')));
    const seeds = async () => {
      const { data } = await api.sdk(await api.serverKey(tenant)).GET('/api/v1/environment-document/');
      return [data?.feature_states, data?.project.segments].map((list) =>
        JSON.stringify(list).match(/"django_id":\d+/g),
      );
    };
    const [before, seed] = [await variants(), await seeds()];
    expect(new Set(before).size).toBeGreaterThan(2);
    for (let times = 0; times < 3; times++)
      await versions.create({ publish_immediately: true, feature_states_to_update: [{ ...stateOf('hello') }] });
    expect([await variants(), await seeds()]).toEqual([before, seed]);
    const draft = await versions.draft();
    await versions.removeOverride(draft, pro);
    await versions.override(draft, pro, 'again');
    await versions.publish(draft);
    expect(await seeds()).toEqual(seed);
    await Versions.disable(tenant);
    expect([await variants(), await seeds()]).toEqual([before, seed]);
  });
});

describe('what is scheduled', () => {
  let other: NestFastifyApplication;

  beforeAll(async () => {
    other = await createApi(new NestLogger(createLogger({ level: 'silent' }, 'spec')));
    await other.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => other.close());

  const elsewhere = async ({ environment }: Tenant) => {
    const answer = await other.inject({ url: '/api/v1/flags/', headers: { 'x-environment-key': environment.key } });
    return answer.json<{ feature_state_value: unknown }[]>()[0]?.feature_state_value;
  };

  it('goes live at its moment in every process, and is told of once', async () => {
    const { tenant, versions } = await begin();
    const draft = await versions.draft();
    await versions.set(draft, 'later');
    expect(await elsewhere(tenant)).toBe('hello');
    await versions.publish(draft, soon());
    const before = await flags(tenant);
    expect(before.value).toBe('hello');
    expect(await until(async () => (await flags(tenant)).value === 'later')).toBe(true);
    expect(await until(async () => (await elsewhere(tenant)) === 'later')).toBe(true);
    expect(Number((await flags(tenant)).date)).toBeGreaterThan(Number(before.date));
    const told = await api.sql<{ type: string }>(
      `select type from outbox_event
       where payload->>'versionUuid' = $1 or type = 'feature-state.changed' and payload->>'stateId' = $2 order by position`,
      [draft, String(await versions.stateId(draft))],
    );
    expect(told.map(({ type }) => type)).toEqual([
      'feature-version.published',
      'feature-state.changed',
      'feature-version.went-live',
    ]);
    expect((await versions.retrieve(draft)).data).toMatchObject({ is_live: true });
  });

  it('goes live though no process was there at its moment', async () => {
    const { tenant, versions } = await begin();
    const draft = await versions.draft();
    await versions.set(draft, 'later');
    await versions.publish(draft, new Date(Date.now() + 3_600_000).toISOString());
    expect((await flags(tenant)).value).toBe('hello');
    const hourLater = `live_from = live_from - interval '1 hour'`;
    await api.sql(
      `update environment_feature_version set ${hourLater} where environment_id = $1 and live_from > now()`,
      [tenant.environment.id],
    );
    await api.sql(`update scheduled_change set ${hourLater} where environment_id = $1`, [tenant.environment.id]);
    expect(await until(async () => (await flags(tenant)).value === 'later')).toBe(true);
  });

  it('goes live in an environment without versions too, the newest that counts', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello', default_enabled: true });
    const state = (value: string, version: number | null, liveFrom: string) =>
      api.sql<{ id: number }>(
        `insert into feature_state (feature_id, environment_id, enabled, string_value, version, live_from)
         values ($1, $2, true, $3, $4, $5) returning id`,
        [feature, tenant.environment.id, value, version, liveFrom],
      );
    const moment = soon();
    await state('a draft', null, '2020-01-01T00:00:00Z');
    await state('of old', 2, '2020-01-01T00:00:00Z');
    await state('a version before', 3, moment);
    const [scheduled] = await state('later', 4, moment);
    await api.sql(
      'insert into scheduled_change (live_from, environment_id, feature_id, feature_state_id) values ($1, $2, $3, $4)',
      [moment, tenant.environment.id, feature, scheduled?.id],
    );
    expect((await flags(tenant)).value).toBe('hello');
    expect(await until(async () => (await flags(tenant)).value === 'later')).toBe(true);
    expect((await flags(tenant)).count).toBe(1);
    const listed = await tenant.owner.GET('/api/v1/environments/{environmentKey}/featurestates/', {
      params: { path: { environmentKey: tenant.environment.key } },
    });
    expect(listed.data?.results).toMatchObject([{ id: scheduled?.id, version: 4 }]);
  });
});
