import { careless, unique, useApi } from '../../test/api/index.js';

const api = useApi();

describe('POST /environments/', () => {
  it('gives every feature of the project a state', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner', { initial_value: 'hello', default_enabled: true });
    const { data } = await tenant.owner.POST('/api/v1/environments/', {
      body: { name: 'Production', project: tenant.project },
    });
    const flags = await api.sdk(data?.api_key ?? '').GET('/api/v1/flags/');
    expect(flags.data).toEqual([
      expect.objectContaining({ enabled: true, feature_state_value: 'hello', environment: data?.id }),
    ]);
  });

  it('starts disabled and empty where the project prevents defaults', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner', { initial_value: 'hello', default_enabled: true });
    await tenant.owner.PATCH('/api/v1/projects/{projectId}/', {
      params: { path: { projectId: tenant.project } },
      body: { prevent_flag_defaults: true },
    });
    const { data } = await tenant.owner.POST('/api/v1/environments/', {
      body: { name: 'Production', project: tenant.project },
    });
    const flags = await api.sdk(data?.api_key ?? '').GET('/api/v1/flags/');
    expect(flags.data).toEqual([expect.objectContaining({ enabled: false, feature_state_value: null })]);
  });

  it('refuses a name that the project has, and a project that is not the caller’s', async () => {
    const { owner, project } = await api.tenant();
    const stranger = await api.tenant();
    const taken = await owner.POST('/api/v1/environments/', { body: { name: 'Development', project } });
    expect(taken.error).toEqual({ non_field_errors: ['An environment with this name already exists.'] });
    for (const body of [{ name: 'X', project }, { name: 'X' }, { name: 'X', project: 99_999_999 }])
      expect((await stranger.owner.POST('/api/v1/environments/', { body })).response.status).toBe(403);
  });
});

describe('GET /environments/', () => {
  it('asks for a project, and shows of it what the caller may see', async () => {
    const { owner, organisation, project, environment } = await api.tenant();
    const member = await api.member(organisation);
    const without = await owner.GET('/api/v1/environments/', { params: { query: careless({}) } });
    expect([without.response.status, without.error]).toEqual([
      400,
      ['Invalid or missing value for project parameter.'],
    ]);
    const query = { params: { query: { project } } };
    expect((await owner.GET('/api/v1/environments/', query)).data).toMatchObject({
      count: 1,
      results: [{ api_key: environment.key }],
    });
    expect((await member.GET('/api/v1/environments/', query)).data).toMatchObject({ count: 0, results: [] });
  });
});

describe('/environments/{key}/', () => {
  it('is addressed by its client-side key, which can be chosen', async () => {
    const { owner, environment } = await api.tenant();
    const chosen = unique('mine');
    const path = { params: { path: { environmentKey: environment.key } } };
    await owner.PATCH('/api/v1/environments/{environmentKey}/', {
      ...path,
      body: { api_key: chosen, banner_text: 'careful' },
    });
    expect((await owner.GET('/api/v1/environments/{environmentKey}/', path)).error).toEqual({
      detail: 'No Environment matches the given query.',
    });
    expect((await api.sdk(environment.key).GET('/api/v1/flags/')).response.status).toBe(403);
    const moved = await owner.GET('/api/v1/environments/{environmentKey}/', {
      params: { path: { environmentKey: chosen } },
    });
    expect(moved.data).toMatchObject({ id: environment.id, banner_text: 'careful' });
    expect((await api.sdk(chosen).GET('/api/v1/flags/')).response.status).toBe(200);
  });

  it('never takes a key that looks like a server-side one', async () => {
    const { owner, environment } = await api.tenant();
    const path = { params: { path: { environmentKey: environment.key } } };
    const { response, error } = await owner.PATCH('/api/v1/environments/{environmentKey}/', {
      ...path,
      body: { api_key: 'ser.mine' },
    });
    expect([response.status, error]).toEqual([400, { api_key: ['A client-side key may not begin with "ser.".'] }]);
  });

  it('never takes the key of another environment', async () => {
    const { owner, environment } = await api.tenant();
    const other = await api.tenant();
    const path = { params: { path: { environmentKey: environment.key } } };
    const { response, error } = await owner.PATCH('/api/v1/environments/{environmentKey}/', {
      ...path,
      body: { api_key: other.environment.key },
    });
    expect([response.status, error]).toEqual([400, { api_key: ['environment with this api key already exists.'] }]);
  });
});

describe('server-side keys', () => {
  it('open the environment document until they are switched off, run out or are deleted', async () => {
    const tenant = await api.tenant();
    const key = await api.serverKey(tenant);
    const path = { environmentKey: tenant.environment.key };
    const opens = async () => (await api.sdk(key).GET('/api/v1/environment-document/')).response.status;
    const { data } = await tenant.owner.GET('/api/v1/environments/{environmentKey}/api-keys/', { params: { path } });
    const params = { path: { ...path, id: data?.[0]?.id ?? 0 } };
    expect(await opens()).toBe(200);
    const change = (body: { active?: boolean; expires_at?: string | null }) =>
      tenant.owner.PATCH('/api/v1/environments/{environmentKey}/api-keys/{id}/', { params, body });
    await change({ active: false });
    expect(await opens()).toBe(403);
    await change({ active: true, expires_at: '2020-01-01T00:00:00Z' });
    expect(await opens()).toBe(403);
    await change({ expires_at: null });
    expect(await opens()).toBe(200);
    await tenant.owner.DELETE('/api/v1/environments/{environmentKey}/api-keys/{id}/', { params });
    expect(await opens()).toBe(403);
  });

  it('are found through their own environment only', async () => {
    const tenant = await api.tenant();
    await api.serverKey(tenant);
    const other = await api.tenant();
    const listed = await tenant.owner.GET('/api/v1/environments/{environmentKey}/api-keys/', {
      params: { path: { environmentKey: tenant.environment.key } },
    });
    const path = { environmentKey: other.environment.key, id: listed.data?.[0]?.id ?? 0 };
    const { error } = await other.owner.DELETE('/api/v1/environments/{environmentKey}/api-keys/{id}/', {
      params: { path },
    });
    expect(error).toEqual({ detail: 'No EnvironmentAPIKey matches the given query.' });
  });
});
