import { careless, useApi } from '../../test/api/index.js';

const api = useApi();
const missing = { detail: 'No Project matches the given query.' };

describe('POST /projects/', () => {
  it('makes a project of which its creator is the admin', async () => {
    const { owner, organisation } = await api.tenant();
    const { response, data } = await owner.POST('/api/v1/projects/', {
      body: { name: 'Blog', organisation, hide_disabled_flags: true },
    });
    expect(response.status).toBe(201);
    expect(data).toMatchObject({
      name: 'Blog',
      organisation,
      hide_disabled_flags: true,
      stale_flags_limit_days: 30,
      feature_name_regex: null,
    });
    const rows = await owner.GET('/api/v1/projects/{projectId}/user-permissions/', {
      params: { path: { projectId: data?.id ?? 0 } },
    });
    expect(rows.data).toEqual([
      expect.objectContaining({ admin: true, user: expect.objectContaining({ email: owner.email }) }),
    ]);
  });

  it('refuses a name that the organisation has, until that project is deleted', async () => {
    const { owner, organisation, project } = await api.tenant();
    const again = await owner.POST('/api/v1/projects/', { body: { name: 'Shop', organisation } });
    expect([again.response.status, again.error]).toEqual([
      400,
      { non_field_errors: ['A project with this name already exists.'] },
    ]);
    await owner.DELETE('/api/v1/projects/{projectId}/', { params: { path: { projectId: project } } });
    expect((await owner.POST('/api/v1/projects/', { body: { name: 'Shop', organisation } })).response.status).toBe(201);
  });

  it('takes CREATE_PROJECT on the organisation, or its admin where it says so', async () => {
    const { owner, organisation } = await api.tenant();
    const member = await api.member(organisation);
    const create = (name: string) => member.POST('/api/v1/projects/', { body: { name, organisation } });
    expect((await create('A')).response.status).toBe(403);
    const params = { path: { organisationId: organisation } };
    await owner.POST('/api/v1/organisations/{organisationId}/user-permissions/', {
      params,
      body: { user: member.id, permissions: ['CREATE_PROJECT'] },
    });
    expect((await create('B')).response.status).toBe(201);
    await owner.PATCH('/api/v1/organisations/{organisationId}/', {
      params,
      body: { restrict_project_create_to_admin: true },
    });
    expect((await create('C')).response.status).toBe(403);
  });
});

describe('/projects/{id}/', () => {
  it('hides from who may not see it, and says no to who may only look', async () => {
    const { owner, organisation, project } = await api.tenant();
    const path = { params: { path: { projectId: project } } };
    const member = await api.member(organisation);
    expect((await member.PATCH('/api/v1/projects/{projectId}/', { ...path, body: { name: 'Mine' } })).error).toEqual(
      missing,
    );
    await owner.POST('/api/v1/projects/{projectId}/user-permissions/', {
      ...path,
      body: { user: member.id, permissions: ['VIEW_PROJECT'] },
    });
    const looking = await member.PATCH('/api/v1/projects/{projectId}/', { ...path, body: { name: 'Mine' } });
    expect(looking.response.status).toBe(403);
    expect((await member.GET('/api/v1/projects/')).data).toHaveLength(1);
  });

  it('changes what is given and leaves the rest', async () => {
    const { owner, project } = await api.tenant();
    const path = { params: { path: { projectId: project } } };
    const patched = await owner.PATCH('/api/v1/projects/{projectId}/', {
      ...path,
      body: { feature_name_regex: '[a-z_]+', stale_flags_limit_days: 10 },
    });
    expect(patched.data).toMatchObject({ name: 'Shop', feature_name_regex: '[a-z_]+', stale_flags_limit_days: 10 });
    const wrong = await owner.PATCH('/api/v1/projects/{projectId}/', {
      ...path,
      body: careless({ stale_flags_limit_days: 'soon' }),
    });
    expect(wrong.error).toEqual({ stale_flags_limit_days: ['A valid integer is required.'] });
    const detail = await owner.GET('/api/v1/projects/{projectId}/', path);
    expect(detail.data).toMatchObject({
      total_features: 0,
      max_features_allowed: 1_000,
      feature_name_regex: '[a-z_]+',
    });
  });

  it('is gone once deleted, and what it contained with it', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner');
    const { owner, project, environment } = tenant;
    const path = { params: { path: { projectId: project } } };
    expect((await api.sdk(environment.key).GET('/api/v1/flags/')).response.status).toBe(200);
    expect((await owner.DELETE('/api/v1/projects/{projectId}/', path)).response.status).toBe(204);
    expect((await owner.GET('/api/v1/projects/{projectId}/', path)).error).toEqual(missing);
    expect((await owner.GET('/api/v1/projects/{projectId}/features/', path)).error).toEqual(missing);
    const environmentGone = await owner.GET('/api/v1/environments/{environmentKey}/', {
      params: { path: { environmentKey: environment.key } },
    });
    expect(environmentGone.response.status).toBe(404);
    expect((await api.sdk(environment.key).GET('/api/v1/flags/')).response.status).toBe(403);
  });
});
