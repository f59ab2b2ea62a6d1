import { careless, useApi, type Tenant } from '../../test/api/index.js';

const api = useApi();

const create = (
  { owner, project }: Tenant,
  body: { name: string; initial_value?: string; multivariate_options?: object[] },
) => owner.POST('/api/v1/projects/{projectId}/features/', { params: { path: { projectId: project } }, body });

describe('POST /projects/{id}/features/', () => {
  it.each([
    ['hello', 'hello'],
    ['42', 42],
    ['007', 7],
    ['+5', 5],
    [' 42 ', 42],
    ['true', true],
    ['False', false],
    ['TRUE', 'TRUE'],
    ['4.5', '4.5'],
    ['2147483647', '2147483647'],
  ])('begins the states of an initial value %j with %j', async (initial_value, value) => {
    const tenant = await api.tenant();
    await create(tenant, { name: 'banner', initial_value });
    const flags = await api.sdk(tenant.environment.key).GET('/api/v1/flags/');
    expect(flags.data).toEqual([expect.objectContaining({ feature_state_value: value, enabled: false })]);
  });

  it('refuses a name that the project has in any case, until that feature is deleted', async () => {
    const tenant = await api.tenant();
    const id = await api.feature(tenant, 'banner');
    const taken = await create(tenant, { name: 'BANNER' });
    const sentence =
      'Feature with that name already exists for this project. Note that feature names are case insensitive.';
    expect([taken.response.status, taken.error]).toEqual([400, { name: [sentence] }]);
    await tenant.owner.DELETE('/api/v1/projects/{projectId}/features/{id}/', {
      params: { path: { projectId: tenant.project, id } },
    });
    expect((await create(tenant, { name: 'BANNER' })).response.status).toBe(201);
  });

  it('holds names to the pattern of the project, as a whole and in linear time', async () => {
    const tenant = await api.tenant();
    const params = { path: { projectId: tenant.project } };
    await tenant.owner.PATCH('/api/v1/projects/{projectId}/', { params, body: { feature_name_regex: '(a+)+b' } });
    const { error } = await create(tenant, { name: 'a'.repeat(1_500) });
    expect(error).toEqual({ name: ['Feature name must match regex: (a+)+b'] });
    expect((await create(tenant, { name: 'aab' })).response.status).toBe(201);
  });

  it('makes its options too, if their shares fit', async () => {
    const tenant = await api.tenant();
    const option = (string_value: string, default_percentage_allocation: number) => ({
      type: 'unicode',
      string_value,
      default_percentage_allocation,
    });
    const { data } = await create(tenant, {
      name: 'colour',
      multivariate_options: [option('red', 30), option('blue', 70)],
    });
    expect(data).toMatchObject({
      type: 'MULTIVARIATE',
      multivariate_options: [{ string_value: 'red' }, { string_value: 'blue' }],
    });
    const { error } = await create(tenant, { name: 'size', multivariate_options: [option('s', 60), option('l', 60)] });
    expect(error).toEqual({ multivariate_options: ['Invalid percentage allocation'] });
  });
});

describe('GET /projects/{id}/features/', () => {
  it('searches, sorts and pages', async () => {
    const tenant = await api.tenant();
    for (const name of ['cherry', 'apple', 'Banana']) await api.feature(tenant, name);
    const list = async (query: object) =>
      (
        await tenant.owner.GET('/api/v1/projects/{projectId}/features/', {
          params: { path: { projectId: tenant.project }, query },
        })
      ).data;
    const names = async (query: object) => (await list(query))?.results.map((one) => ('name' in one ? one.name : ''));
    expect(await names({})).toEqual(['cherry', 'apple', 'Banana']);
    expect(await names({ search: 'AN' })).toEqual(['Banana']);
    const sorted = await names({ sort_field: 'name' });
    expect(await names({ sort_field: 'name', sort_direction: 'DESC' })).toEqual([...(sorted ?? [])].reverse());
    const second = await list({ sort_field: 'name', page_size: 2, page: '2' });
    expect(second).toMatchObject({ count: 3, next: null, results: [expect.anything()] });
    expect(second?.previous).toContain('page_size=2');
  });

  it('brings the states of one environment along', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner', { initial_value: 'hello', default_enabled: true });
    const query = { environment: tenant.environment.id };
    const { data } = await tenant.owner.GET('/api/v1/projects/{projectId}/features/', {
      params: { path: { projectId: tenant.project }, query },
    });
    expect(data?.results[0]).toMatchObject({
      environment_feature_state: { enabled: true, feature_state_value: 'hello' },
      num_identity_overrides: null,
    });
  });
});

describe('PUT /projects/{id}/features/{id}/', () => {
  it('changes what may change; states have begun with the rest', async () => {
    const tenant = await api.tenant();
    const id = await api.feature(tenant, 'banner', { initial_value: 'hello' });
    const body = { name: 'renamed', initial_value: 'bye', description: 'new', is_archived: true };
    const { data } = await tenant.owner.PUT('/api/v1/projects/{projectId}/features/{id}/', {
      params: { path: { projectId: tenant.project, id } },
      body,
    });
    expect(data).toMatchObject({ name: 'banner', initial_value: 'hello', description: 'new', is_archived: true });
    expect((await api.sdk(tenant.environment.key).GET('/api/v1/flags/')).data).toHaveLength(1);
  });
});

describe('DELETE /projects/{id}/features/{id}/', () => {
  it('leaves nothing of it visible, neither to SDKs nor in any list', async () => {
    const tenant = await api.tenant();
    const id = await api.feature(tenant, 'banner');
    const path = { environmentKey: tenant.environment.key };
    const states = async () =>
      (await tenant.owner.GET('/api/v1/environments/{environmentKey}/featurestates/', { params: { path } })).data;
    const [state] = (await states())?.results ?? [];
    const removed = await tenant.owner.DELETE('/api/v1/projects/{projectId}/features/{id}/', {
      params: { path: { projectId: tenant.project, id } },
    });
    expect(removed.response.status).toBe(204);
    expect(await states()).toMatchObject({ count: 0, results: [] });
    const one = { params: { path: { ...path, id: state && 'id' in state ? state.id : 0 } } };
    expect(
      (await tenant.owner.GET('/api/v1/environments/{environmentKey}/featurestates/{id}/', one)).response.status,
    ).toBe(404);
    expect((await api.sdk(tenant.environment.key).GET('/api/v1/flags/')).data).toEqual([]);
    const gone = await tenant.owner.GET('/api/v1/projects/{projectId}/features/{id}/', {
      params: { path: { projectId: tenant.project, id } },
    });
    expect(gone.error).toEqual({ detail: 'No Feature matches the given query.' });
  });
});

describe('PUT /environments/{key}/featurestates/{id}/', () => {
  const stateOf = async ({ owner, environment }: Tenant) =>
    (
      await owner.GET('/api/v1/environments/{environmentKey}/featurestates/', {
        params: { path: { environmentKey: environment.key } },
      })
    ).data?.results[0];

  it.each([['text'], [12], [true], [null], ['']])('stores %j, and the next SDK read sees it', async (value) => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner', { initial_value: 'hello' });
    await api.sdk(tenant.environment.key).GET('/api/v1/flags/');
    const state = await stateOf(tenant);
    const path = { environmentKey: tenant.environment.key, id: state && 'id' in state ? state.id : 0 };
    const body = { enabled: true, feature_state_value: value };
    const { data } = await tenant.owner.PUT('/api/v1/environments/{environmentKey}/featurestates/{id}/', {
      params: { path },
      body,
    });
    expect(data).toMatchObject({ enabled: true, feature_state_value: value });
    const flags = await api.sdk(tenant.environment.key).GET('/api/v1/flags/');
    expect(flags.data).toEqual([expect.objectContaining({ enabled: true, feature_state_value: value })]);
  });

  it.each([
    [{ enabled: 'perhaps' }, { enabled: ['Must be a valid boolean.'] }],
    [
      { feature_state_value: 'x'.repeat(20_001) },
      { string_value: ['Ensure this field has no more than 20000 characters.'] },
    ],
    [
      { feature_state_value: 3_000_000_000 },
      { integer_value: ['Ensure this value is less than or equal to 2147483647.'] },
    ],
    [{ feature: 99_999_999 }, { feature: ['Cannot change the feature of a feature state'] }],
  ])('refuses %j and changes nothing', async (body, faults) => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner', { initial_value: 'hello' });
    const before = await stateOf(tenant);
    const path = { environmentKey: tenant.environment.key, id: before && 'id' in before ? before.id : 0 };
    const { response, error } = await tenant.owner.PUT('/api/v1/environments/{environmentKey}/featurestates/{id}/', {
      params: { path },
      body: careless(body),
    });
    expect([response.status, error]).toEqual([400, faults]);
    expect(await stateOf(tenant)).toEqual(before);
  });

  it('is not found through the environment of another tenant', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner');
    const state = await stateOf(tenant);
    const other = await api.tenant();
    const path = { environmentKey: other.environment.key, id: state && 'id' in state ? state.id : 0 };
    const { error } = await other.owner.PUT('/api/v1/environments/{environmentKey}/featurestates/{id}/', {
      params: { path },
      body: { enabled: true },
    });
    expect(error).toEqual({ detail: 'No FeatureState matches the given query.' });
  });
});
