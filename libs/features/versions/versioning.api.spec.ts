import { careless, useApi, type Tenant } from '../../../test/api/index.js';
import { segmentOf, stateOf, Versions } from '../../../test/api/versions.js';

const api = useApi();
jest.setTimeout(30_000);
const STATES = '/api/v1/environments/{environmentKey}/featurestates/';
const REFUSED = {
  detail: 'This environment uses v2 feature versioning. Use the environment feature version endpoint instead.',
};

const path = ({ environment }: Tenant) => ({ environmentKey: environment.key });
const states = async (tenant: Tenant) =>
  (await tenant.owner.GET(STATES, { params: { path: path(tenant) } })).data?.results ?? [];
const override = (tenant: Tenant, feature: number, segment: number, value: string) =>
  tenant.owner.POST('/api/v1/environments/{environmentKey}/features/{featureId}/create-segment-override/', {
    params: { path: { ...path(tenant), featureId: feature } },
    body: {
      feature_segment: { segment },
      enabled: true,
      feature_state_value: { type: 'unicode', string_value: value },
    },
  });
const rows = async ({ owner, environment }: Tenant, feature: number) => {
  const query = { environment: environment.id, feature };
  const { data } = await owner.GET('/api/v1/features/feature-segments/', { params: { query } });
  return data?.results.map(({ id, segment, priority }) => ({ id, segment, priority })) ?? [];
};
const versioned = async (tenant: Tenant) =>
  (await tenant.owner.GET('/api/v1/environments/{environmentKey}/', { params: { path: path(tenant) } })).data
    ?.use_v2_feature_versioning;
const served = async ({ environment }: Tenant, plan: string) => {
  const { data } = await api.sdk(environment.key).POST('/api/v1/identities/', {
    body: { identifier: `on ${plan}`, traits: [{ trait_key: 'plan', trait_value: plan }] },
  });
  return data?.flags.map(({ feature_state_value }) => feature_state_value);
};

describe('enable-v2-versioning, disable-v2-versioning', () => {
  it('change nothing that counts, there and back', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello', default_enabled: true });
    await api.feature(tenant, 'limit', { initial_value: '7' });
    const [pro, old] = [await segmentOf(tenant, 'pro'), await segmentOf(tenant, 'old')];
    await override(tenant, feature, pro, 'for pros');
    await override(tenant, feature, old, 'for the old');
    const [before, places] = [await states(tenant), await rows(tenant, feature)];
    const says = async () => [await served(tenant, 'pro'), await served(tenant, 'old'), await served(tenant, 'free')];
    const said = await says();
    expect(said).toEqual([
      ['for pros', 7],
      ['for the old', 7],
      ['hello', 7],
    ]);
    expect([(await Versions.enable(tenant)).response.status, await versioned(tenant)]).toEqual([202, true]);
    const [first = ''] = await new Versions(tenant, feature).ids();
    expect(await new Versions(tenant, feature).values(first)).toEqual([
      'hello',
      { segment: pro, value: 'for pros', priority: 0 },
      { segment: old, value: 'for the old', priority: 1 },
    ]);
    expect((await states(tenant)).map(({ id, feature_state_value: value }) => [id, value])).toEqual(
      before.map(({ id, feature_state_value: value }) => [id, value]),
    );
    expect([await rows(tenant, feature), await says()]).toEqual([places, said]);
    expect([(await Versions.disable(tenant)).response.status, await versioned(tenant)]).toEqual([202, false]);
    expect(await new Versions(tenant, feature).ids()).toEqual([]);
    expect(await states(tenant)).toEqual(
      before.map((state) => ({ ...state, live_from: expect.any(String), updated_at: expect.any(String) })),
    );
    expect([await rows(tenant, feature), await says()]).toEqual([places, said]);
  });

  it('keep what is live, not drafts and what was live before, and can be repeated', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello', default_enabled: true });
    const pro = await segmentOf(tenant, 'pro');
    await Versions.enable(tenant);
    const versions = new Versions(tenant, feature);
    await versions.create({
      publish_immediately: true,
      feature_states_to_update: [stateOf('bye')],
      feature_states_to_create: [stateOf('for pros', pro)],
    });
    await versions.set(await versions.draft(), 'never');
    const says = async () => [await served(tenant, 'pro'), await served(tenant, 'free')];
    await Versions.disable(tenant);
    expect(await says()).toEqual([['for pros'], ['bye']]);
    const [state] = await states(tenant);
    expect(state).toMatchObject({ version: 1, environment_feature_version: null });
    const put = await tenant.owner.PUT(`${STATES}{id}/`, {
      params: { path: { ...path(tenant), id: state?.id ?? 0 } },
      body: { feature_state_value: 'direct' },
    });
    expect(put.response.status).toBe(200);
    await Versions.enable(tenant);
    expect(await says()).toEqual([['for pros'], ['direct']]);
    expect((await versions.ids()).length).toBe(1);
  });

  it('are refused where it is so already, and while something is scheduled', async () => {
    const tenant = await api.tenant();
    const versions = new Versions(tenant, await api.feature(tenant, 'banner'));
    expect((await Versions.disable(tenant)).error).toEqual({ detail: 'Environment is not using v2 versioning.' });
    const answers = await Promise.all([Versions.enable(tenant), Versions.enable(tenant)]);
    expect(answers.map(({ response }) => response.status).sort()).toEqual([202, 400]);
    expect((await Versions.enable(tenant)).error).toEqual({ detail: 'Environment already using v2 versioning.' });
    const draft = await versions.draft();
    await versions.publish(draft, new Date(Date.now() + 3_600_000).toISOString());
    expect((await Versions.disable(tenant)).error).toEqual({
      detail: 'Changes are scheduled in this environment. Delete them, or wait until they are live.',
    });
    await versions.delete(draft);
    expect((await Versions.disable(tenant)).response.status).toBe(202);
  });

  it('meet with writes and new features: nothing is lost between', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner');
    const [state] = await states(tenant);
    const write = (value: string) =>
      tenant.owner.PUT(`${STATES}{id}/`, {
        params: { path: { ...path(tenant), id: state?.id ?? 0 } },
        body: { feature_state_value: value },
      });
    const [, , , one, other] = await Promise.all([
      Versions.enable(tenant),
      api.feature(tenant, 'limit'),
      api.feature(tenant, 'title'),
      write('one'),
      write('other'),
    ]);
    for (const feature of (await states(tenant)).map((found) => found.feature))
      expect((await new Versions(tenant, feature).ids()).length).toBe(1);
    expect((await states(tenant)).length).toBe(3);
    const taken = [...(one.response.ok ? ['one'] : []), ...(other.response.ok ? ['other'] : [])];
    expect([null, ...taken]).toContain((await states(tenant))[0]?.feature_state_value);
    expect((await states(tenant))[0]?.feature_state_value === null).toBe(taken.length === 0);
  });
});

describe('an environment with versions', () => {
  it('takes no direct writes but for identities and drafts', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello' });
    const pro = await segmentOf(tenant, 'pro');
    await Versions.enable(tenant);
    const versions = new Versions(tenant, feature);
    await versions.create({ publish_immediately: true, feature_states_to_create: [stateOf('pro', pro)] });
    const [live = ''] = await versions.ids();
    const id = await versions.stateId(live);
    const put = (state: number) =>
      tenant.owner.PUT(`${STATES}{id}/`, {
        params: { path: { ...path(tenant), id: state } },
        body: { feature_state_value: 'direct' },
      });
    const place = { feature, environment: tenant.environment.id };
    const typed = (state: number) =>
      tenant.owner.PUT('/api/v1/features/featurestates/{id}/', {
        params: { path: { id: state } },
        body: { ...place, enabled: true, feature_state_value: { type: 'unicode', string_value: 'typed' } },
      });
    const [row] = await rows(tenant, feature);
    const rowPath = { params: { path: { id: row?.id ?? 0 } } };
    for (const call of [
      put(id),
      typed(id),
      typed(await versions.stateId(live, pro)),
      override(tenant, feature, await segmentOf(tenant, 'old'), 'x'),
      tenant.owner.DELETE('/api/v1/features/feature-segments/{id}/', rowPath),
      tenant.owner.POST('/api/v1/features/feature-segments/update-priorities/', {
        body: [{ id: row?.id ?? 0, priority: 0 }],
      }),
    ])
      expect((await call).error).toEqual(REFUSED);
    expect(await versions.values(live)).toEqual(['hello', { segment: pro, value: 'pro', priority: 0 }]);
    const draft = await versions.draft();
    expect((await put(await versions.stateId(draft))).response.status).toBe(200);
    expect(await versions.values(draft)).toEqual(['direct', { segment: pro, value: 'pro', priority: 0 }]);
    const alice = await tenant.owner.POST('/api/v1/environments/{environmentKey}/identities/', {
      params: { path: path(tenant) },
      body: { identifier: 'alice' },
    });
    const own = await tenant.owner.POST(
      '/api/v1/environments/{environmentKey}/identities/{identityId}/featurestates/',
      {
        params: { path: { ...path(tenant), identityId: alice.data?.id ?? 0 } },
        body: { feature, enabled: true, feature_state_value: 'alice' },
      },
    );
    expect([own.response.status, own.data?.environment_feature_version]).toEqual([201, null]);
  });

  it('shows only what is live in its lists', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello' });
    const [pro, old] = [await segmentOf(tenant, 'pro'), await segmentOf(tenant, 'old')];
    await Versions.enable(tenant);
    const versions = new Versions(tenant, feature);
    await versions.create({ publish_immediately: true, feature_states_to_create: [stateOf('old', old)] });
    await versions.create({
      publish_immediately: true,
      feature_states_to_create: [stateOf('pro', pro)],
      segment_ids_to_delete_overrides: [old],
    });
    const [live = ''] = await versions.ids();
    await versions.override(await versions.draft(), old, 'draft');
    const [id, ofPros] = [await versions.stateId(live), await versions.stateId(live, pro)];
    expect((await states(tenant)).map((state) => [state.id, state.environment_feature_version])).toEqual([[id, live]]);
    expect((await rows(tenant, feature)).map(({ segment, priority }) => [segment, priority])).toEqual([[pro, 0]]);
    const typed = await tenant.owner.GET('/api/v1/features/featurestates/', {
      params: { query: { environment: tenant.environment.id } },
    });
    expect(typed.data?.results.map((state) => state.id)).toEqual([id, ofPros]);
    const features = await tenant.owner.GET('/api/v1/projects/{projectId}/features/', {
      params: { path: { projectId: tenant.project }, query: { environment: tenant.environment.id } },
    });
    expect(features.data?.results).toMatchObject([
      { num_segment_overrides: 1, environment_feature_state: { id, feature_state_value: 'hello' } },
    ]);
    const uses = async (segmentId: number) =>
      (
        await tenant.owner.GET('/api/v1/projects/{projectId}/segments/{segmentId}/associated-features/', {
          params: { path: { projectId: tenant.project, segmentId } },
        })
      ).data?.results.map((state) => state.id);
    expect([await uses(pro), await uses(old)]).toEqual([[ofPros], []]);
  });

  it('still takes a place for a segment, which counts for nothing', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello' });
    const pro = await segmentOf(tenant, 'pro');
    await Versions.enable(tenant);
    const { data, response } = await tenant.owner.POST('/api/v1/features/feature-segments/', {
      body: { feature, segment: pro, environment: tenant.environment.id },
    });
    expect([response.status, await rows(tenant, feature)]).toEqual([201, []]);
    const state = await tenant.owner.POST('/api/v1/features/featurestates/', {
      body: careless({
        feature,
        environment: tenant.environment.id,
        feature_segment: data?.id,
        enabled: true,
        feature_state_value: { string_value: 'x' },
      }),
    });
    expect(state.error).toEqual(REFUSED);
    await Versions.disable(tenant);
    expect(await rows(tenant, feature)).toEqual([]);
  });
});
