import { useApi, type Tenant } from '../../../test/api/index.js';
import { segmentOf, stateOf, Versions } from '../../../test/api/versions.js';

const api = useApi();

/** An environment with versions and a feature that says `hello`. */
async function begin(): Promise<{ tenant: Tenant; versions: Versions }> {
  const tenant = await api.tenant();
  const feature = await api.feature(tenant, 'banner', { initial_value: 'hello', default_enabled: true });
  await Versions.enable(tenant);
  return { tenant, versions: new Versions(tenant, feature) };
}

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();
const served = async ({ environment }: Tenant) =>
  [(await api.sdk(environment.key).GET('/api/v1/flags/')).data ?? []].flat().map((flag) => flag.feature_state_value);
const eventsOf = ({ environment }: Tenant) =>
  api.sql<{ type: string; payload: Record<string, unknown> }>(
    `select type, payload from outbox_event where payload->>'environmentId' = $1 and type like 'feature-%' order by position`,
    [String(environment.id)],
  );

describe('versions/', () => {
  it('begin with what counts, and change nothing until they are published', async () => {
    const { tenant, versions } = await begin();
    const [first = ''] = await versions.ids();
    const { data: draft, response } = await versions.create({ description: 'a try' });
    expect(response.status).toBe(201);
    expect(draft).toEqual({
      uuid: expect.any(String),
      description: 'a try',
      published: false,
      is_live: false,
      live_from: null,
      created_at: expect.any(String),
      updated_at: expect.any(String),
      created_by: tenant.owner.id,
      published_by: null,
    });
    const uuid = draft?.uuid ?? '';
    expect(await versions.ids()).toEqual([uuid, first]);
    const edited = await versions.set(uuid, 'bye');
    expect(edited.data).toEqual({
      id: expect.any(Number),
      uuid: expect.any(String),
      feature: versions.feature,
      environment: tenant.environment.id,
      enabled: true,
      feature_state_value: { type: 'unicode', string_value: 'bye', integer_value: null, boolean_value: null },
      multivariate_feature_state_values: [],
      feature_segment: null,
      identity: null,
      change_request: null,
      deleted_at: null,
      live_from: null,
      created_at: expect.any(String),
      updated_at: expect.any(String),
    });
    expect([await served(tenant), await versions.values(first)]).toEqual([['hello'], ['hello']]);
    expect((await versions.publish(uuid)).data).toEqual({ live_from: expect.any(String) });
    expect([await served(tenant), await versions.values(first)]).toEqual([['bye'], ['hello']]);
    expect((await versions.retrieve(uuid)).data).toMatchObject({
      published: true,
      is_live: true,
      published_by: tenant.owner.id,
      previous_version_uuid: first,
      feature: versions.feature,
      environment: tenant.environment.id,
    });
  });

  it('are listed by whether their moment has come', async () => {
    const { versions } = await begin();
    const [first] = await versions.ids();
    const draft = await versions.draft();
    const uuids = async (is_live: boolean) => (await versions.list({ is_live })).data?.results.map(({ uuid }) => uuid);
    expect([await uuids(true), await uuids(false)]).toEqual([[first], [draft]]);
  });

  it('cannot be changed once they are published, and a live one cannot be deleted', async () => {
    const { tenant, versions } = await begin();
    const segment = await segmentOf(tenant, 'pro');
    const [first = ''] = await versions.ids();
    const frozen = { detail: 'Cannot modify published version.' };
    expect((await versions.set(first, 'x')).error).toEqual(frozen);
    expect((await versions.override(first, segment, 'x')).error).toEqual(frozen);
    expect((await versions.removeOverride(first, segment)).error).toEqual(frozen);
    expect((await versions.delete(first)).error).toEqual({ detail: 'Cannot delete a live version.' });
    const draft = await versions.draft();
    expect((await versions.delete(draft)).response.status).toBe(204);
    expect((await versions.retrieve(draft)).error).toEqual({
      detail: 'No EnvironmentFeatureVersion matches the given query.',
    });
  });

  it('are published once, whoever asks again', async () => {
    const { tenant, versions } = await begin();
    const draft = await versions.draft();
    const dates = await Promise.all([1, 2, 3].map(async () => (await versions.publish(draft)).data?.live_from));
    expect(new Set([...dates, (await versions.publish(draft, inAnHour())).data?.live_from]).size).toBe(1);
    const published = (await eventsOf(tenant)).filter(({ type }) => type === 'feature-version.published');
    expect(published.map(({ payload }) => payload['versionUuid'])).toEqual([draft]);
  });

  it('are for environments that have them', async () => {
    const tenant = await api.tenant();
    const versions = new Versions(tenant, await api.feature(tenant, 'banner'));
    expect((await versions.list()).data?.results).toEqual([]);
    expect((await versions.create()).error).toEqual({ environment: 'Environment must use v2 feature versioning.' });
  });

  it('come with features that are new in such an environment', async () => {
    const { tenant } = await begin();
    const versions = new Versions(tenant, await api.feature(tenant, 'limit', { initial_value: '7' }));
    const [first = ''] = await versions.ids();
    expect(await versions.values(first)).toEqual([7]);
    expect((await versions.retrieve(first)).data).toMatchObject({ is_live: true, previous_version_uuid: null });
    expect(await served(tenant)).toEqual(['hello', 7]);
  });
});

describe('one version, all at once', () => {
  it('makes, changes and removes overrides, and is live at once', async () => {
    const { tenant, versions } = await begin();
    const [pro, old, free] = [
      await segmentOf(tenant, 'pro'),
      await segmentOf(tenant, 'old'),
      await segmentOf(tenant, 'free'),
    ];
    await versions.create({
      publish_immediately: true,
      feature_states_to_create: [stateOf('pro', pro), stateOf('old', old)],
    });
    const { data } = await versions.create({
      publish_immediately: true,
      feature_states_to_create: [stateOf('free', free, 0)],
      feature_states_to_update: [stateOf('bye'), stateOf('older', old, 1)],
      segment_ids_to_delete_overrides: [pro, 99_999_999],
    });
    expect(await versions.values(data?.uuid ?? '')).toEqual([
      'bye',
      { segment: free, value: 'free', priority: 0 },
      { segment: old, value: 'older', priority: 1 },
    ]);
    expect(await served(tenant)).toEqual(['bye']);
  });

  it('is refused as a whole', async () => {
    const { tenant, versions } = await begin();
    const pro = await segmentOf(tenant, 'pro');
    await versions.create({ publish_immediately: true, feature_states_to_create: [stateOf('pro', pro)] });
    const before = await versions.ids();
    const old = await segmentOf(tenant, 'old');
    const errors = [
      { feature_states_to_create: [stateOf('again', pro)] },
      { feature_states_to_update: [stateOf('bye'), stateOf('none', old)] },
      { feature_states_to_create: [stateOf('nobody')] },
      { feature_states_to_create: [stateOf('old', old), stateOf('unknown', 99_999_999)] },
      { feature_states_to_update: [{ enabled: true }] },
    ].map(async (body) => (await versions.create({ publish_immediately: true, ...body })).error);
    const conflict = 'An unresolvable conflict occurred: segment override';
    expect(await Promise.all(errors)).toEqual([
      { message: `${conflict} already exists for segment 'pro'` },
      { message: `${conflict} does not exist for segment 'old'.` },
      { message: 'Cannot create FeatureState objects that are not segment overrides.' },
      {
        feature_states_to_create: [
          {},
          { feature_segment: { segment: ['Invalid pk "99999999" - object does not exist.'] } },
        ],
      },
      { feature_states_to_update: [{ feature_state_value: ['This field is required.'] }] },
    ]);
    expect([await versions.ids(), await served(tenant)]).toEqual([before, ['hello']]);
  });

  it('takes shares of options, and keeps those that are not named', async () => {
    const { tenant, versions } = await begin();
    const option = async (value: string) => {
      const { data } = await tenant.owner.POST('/api/v1/projects/{projectId}/features/{featureId}/mv-options/', {
        params: { path: { projectId: tenant.project, featureId: versions.feature } },
        body: { feature: versions.feature, string_value: value, default_percentage_allocation: 10 },
      });
      return data?.id ?? 0;
    };
    const [red, blue] = [await option('red'), await option('blue')];
    const shares = async (uuid: string) =>
      (await versions.states(uuid)).data?.flatMap(({ multivariate_feature_state_values: values }) =>
        values.map(({ multivariate_feature_option: id, percentage_allocation: share }) => [id, share]),
      );
    const share = (id: number, percentage_allocation: number) => ({
      multivariate_feature_option: id,
      percentage_allocation,
    });
    const update = (...values: object[]) =>
      versions.create({
        publish_immediately: true,
        feature_states_to_update: [{ ...stateOf('hello'), multivariate_feature_state_values: values }],
      });
    const { data } = await update(share(blue, 70));
    expect(await shares(data?.uuid ?? '')).toEqual([
      [red, 10],
      [blue, 70],
    ]);
    expect((await update(share(red, 31))).error).toEqual({
      multivariate_feature_state_values: ['Multivariate percentage values exceed 100%.'],
    });
  });
});

describe('overrides in a draft', () => {
  it('have places that are dense once it is published', async () => {
    const { tenant, versions } = await begin();
    const [a, b, c] = [await segmentOf(tenant, 'a'), await segmentOf(tenant, 'b'), await segmentOf(tenant, 'c')];
    const draft = await versions.draft();
    await versions.override(draft, a, 'a', 0);
    await versions.override(draft, b, 'b', 0);
    await versions.override(draft, c, 'c');
    expect((await versions.override(draft, a, 'again')).error).toEqual({
      non_field_errors: ['The segment overrides the feature in this version already.'],
    });
    await versions.removeOverride(draft, b);
    await versions.publish(draft);
    expect(await versions.values(draft)).toEqual([
      'hello',
      { segment: a, value: 'a', priority: 0 },
      { segment: c, value: 'c', priority: 1 },
    ]);
  });

  it('are made by many at once, each with a place of its own', async () => {
    const { tenant, versions } = await begin();
    const segments = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => segmentOf(tenant, name)));
    const draft = await versions.draft();
    const answers = await Promise.all(segments.map((segment) => versions.override(draft, segment, 'x', 0)));
    expect(answers.map(({ response }) => response.status)).toEqual(segments.map(() => 201));
    const places = (await versions.states(draft)).data?.flatMap((state) => state.feature_segment?.priority ?? []);
    expect(places?.sort()).toEqual([0, 1, 2, 3, 4]);
  });

  it('cannot be the default’s, nor become another segment’s', async () => {
    const { tenant, versions } = await begin();
    const [pro, old] = [await segmentOf(tenant, 'pro'), await segmentOf(tenant, 'old')];
    const draft = await versions.draft();
    await versions.override(draft, pro, 'pro');
    const path = { environmentId: tenant.environment.id, featureId: versions.feature, uuid: draft };
    const put = await tenant.owner.PUT(
      '/api/v1/environments/{environmentId}/features/{featureId}/versions/{uuid}/featurestates/{id}/',
      { params: { path: { ...path, id: await versions.stateId(draft, pro) } }, body: stateOf('x', old) },
    );
    expect(put.error).toEqual({ feature_segment: { segment: ['Cannot change the segment of a feature state'] } });
    const remove = await tenant.owner.DELETE(
      '/api/v1/environments/{environmentId}/features/{featureId}/versions/{uuid}/featurestates/{id}/',
      { params: { path: { ...path, id: await versions.stateId(draft) } } },
    );
    expect(remove.error).toEqual({ detail: 'Cannot delete environment default feature state.' });
  });

  it('go with their segment, in every version', async () => {
    const { tenant, versions } = await begin();
    const [pro, old] = [await segmentOf(tenant, 'pro'), await segmentOf(tenant, 'old')];
    await versions.create({
      publish_immediately: true,
      feature_states_to_create: [stateOf('pro', pro), stateOf('old', old)],
    });
    const draft = await versions.draft();
    await tenant.owner.DELETE('/api/v1/projects/{projectId}/segments/{id}/', {
      params: { path: { projectId: tenant.project, id: pro } },
    });
    for (const uuid of [draft, (await versions.ids())[1] ?? ''])
      expect(await versions.values(uuid)).toEqual(['hello', { segment: old, value: 'old', priority: 0 }]);
  });
});
