import { careless, useApi } from '../../test/api/index.js';

const api = useApi();
const denied = { detail: 'You do not have permission to perform this action.' };

describe('POST /organisations/', () => {
  it('makes its creator the admin, with everything that others sell', async () => {
    const person = await api.person();
    const { response, data } = await person.POST('/api/v1/organisations/', { body: { name: 'Acme' } });
    expect(response.status).toBe(201);
    const path = { params: { path: { organisationId: data?.id ?? 0 } } };
    const mine = await person.GET('/api/v1/organisations/{organisationId}/', path);
    expect(mine.data).toMatchObject({
      name: 'Acme',
      role: 'ADMIN',
      num_seats: 1,
      subscription: { plan: 'enterprise' },
    });
    const members = await person.GET('/api/v1/organisations/{organisationId}/users/', path);
    expect(members.data).toEqual([expect.objectContaining({ email: person.email, role: 'ADMIN' })]);
  });

  it.each([
    [{}, { name: ['This field is required.'] }],
    [{ name: ' ' }, { name: ['This field may not be blank.'] }],
    [{ name: null }, { name: ['This field may not be null.'] }],
    [{ name: 'x\u0000y' }, { name: ['Null characters are not allowed.'] }],
    [{ name: 'x'.repeat(2_001) }, { name: ['Ensure this field has no more than 2000 characters.'] }],
    [{ name: 'A', force_2fa: 'perhaps' }, { force_2fa: ['Must be a valid boolean.'] }],
  ])('refuses %j', async (body, faults) => {
    const person = await api.person();
    const { response, error } = await person.POST('/api/v1/organisations/', { body: careless(body) });
    expect([response.status, error]).toEqual([400, faults]);
  });
});

describe('/organisations/{id}/', () => {
  it('is changed and deleted by its admins', async () => {
    const { owner, organisation } = await api.tenant();
    const path = { params: { path: { organisationId: organisation } } };
    const patched = await owner.PATCH('/api/v1/organisations/{organisationId}/', {
      ...path,
      body: { force_2fa: true },
    });
    expect(patched.data).toMatchObject({ force_2fa: true, restrict_project_create_to_admin: false });
    const put = await owner.PUT('/api/v1/organisations/{organisationId}/', { ...path, body: { name: 'Acme Ltd' } });
    expect(put.data).toMatchObject({ name: 'Acme Ltd', force_2fa: true });
    expect((await owner.DELETE('/api/v1/organisations/{organisationId}/', path)).response.status).toBe(204);
    expect((await owner.GET('/api/v1/organisations/{organisationId}/', path)).error).toEqual(denied);
  });

  it('tells neither members nor strangers more than no', async () => {
    const { organisation } = await api.tenant();
    const unknown = { params: { path: { organisationId: 99_999_999 } } };
    const path = { params: { path: { organisationId: organisation } } };
    for (const person of [await api.member(organisation), await api.person()]) {
      expect((await person.GET('/api/v1/organisations/{organisationId}/', path)).error).toEqual(denied);
      expect((await person.GET('/api/v1/organisations/{organisationId}/', unknown)).error).toEqual(denied);
      expect((await person.DELETE('/api/v1/organisations/{organisationId}/', path)).error).toEqual(denied);
    }
  });
});

describe('GET /organisations/', () => {
  it('lists those that the caller is a member of, a page at a time', async () => {
    const { owner, organisation } = await api.tenant();
    await api.tenant();
    const { data } = await owner.GET('/api/v1/organisations/');
    expect(data).toMatchObject({
      count: 1,
      next: null,
      previous: null,
      results: [{ id: organisation, role: 'ADMIN' }],
    });
    const beyond = await owner.GET('/api/v1/organisations/', { params: { query: { page: '2' } } });
    expect([beyond.response.status, beyond.error]).toEqual([404, { detail: 'Invalid page.' }]);
  });
});

describe('master API keys', () => {
  it('act for their organisation from the moment they are made until they are revoked', async () => {
    const { owner, organisation, project } = await api.tenant();
    const other = await api.tenant();
    const path = { organisationId: organisation };
    const { data } = await owner.POST('/api/v1/organisations/{organisationId}/master-api-keys/', {
      params: { path },
      body: { name: 'terraform' },
    });
    const key = api.as({ authorization: `Api-Key ${data?.key ?? ''}` });
    expect((await key.GET('/api/v1/projects/')).data?.map(({ id }) => id)).toEqual([project]);
    const foreign = await key.POST('/api/v1/projects/{projectId}/features/', {
      params: { path: { projectId: other.project } },
      body: { name: 'x' },
    });
    expect(foreign.response.status).toBe(403);
    const own = await key.POST('/api/v1/projects/{projectId}/features/', {
      params: { path: { projectId: project } },
      body: { name: 'x' },
    });
    expect(own.data).toMatchObject({ name: 'x', owners: [] });
    await owner.DELETE('/api/v1/organisations/{organisationId}/master-api-keys/{prefix}/', {
      params: { path: { ...path, prefix: data?.prefix ?? '' } },
    });
    const revoked = await key.GET('/api/v1/projects/');
    expect([revoked.response.status, revoked.error]).toEqual([401, { detail: 'Valid Master API Key not found.' }]);
  });

  it('show their secret once, and keep only a digest', async () => {
    const { owner, organisation } = await api.tenant();
    const params = { path: { organisationId: organisation } };
    const { data } = await owner.POST('/api/v1/organisations/{organisationId}/master-api-keys/', {
      params,
      body: { name: 'ci' },
    });
    const listed = await owner.GET('/api/v1/organisations/{organisationId}/master-api-keys/', { params });
    expect(JSON.stringify(listed.data)).not.toContain(data?.key);
    expect(listed.data?.results).toEqual([
      expect.objectContaining({ prefix: data?.prefix, name: 'ci', has_expired: false }),
    ]);
  });

  it('make no further keys', async () => {
    const { owner, organisation } = await api.tenant();
    const params = { path: { organisationId: organisation } };
    const { data } = await owner.POST('/api/v1/organisations/{organisationId}/master-api-keys/', {
      params,
      body: { name: 'ci' },
    });
    const key = api.as({ authorization: `Api-Key ${data?.key ?? ''}` });
    const more = await key.POST('/api/v1/organisations/{organisationId}/master-api-keys/', {
      params,
      body: { name: 'more' },
    });
    expect(more.response.status).toBe(401);
  });

  it('stop when they expire', async () => {
    const { owner, organisation } = await api.tenant();
    const body = { name: 'old', expiry_date: '2020-01-01T00:00:00Z' };
    const { data } = await owner.POST('/api/v1/organisations/{organisationId}/master-api-keys/', {
      params: { path: { organisationId: organisation } },
      body,
    });
    expect(
      (await api.as({ authorization: `Api-Key ${data?.key ?? ''}` }).GET('/api/v1/projects/')).response.status,
    ).toBe(401);
  });
});

describe('a deleted organisation', () => {
  it('takes everything with it: projects, environments, keys and flags', async () => {
    const tenant = await api.tenant();
    const { owner, organisation, project, environment } = tenant;
    const { data } = await owner.POST('/api/v1/organisations/{organisationId}/master-api-keys/', {
      params: { path: { organisationId: organisation } },
      body: { name: 'ci' },
    });
    const key = api.as({ authorization: `Api-Key ${data?.key ?? ''}` });
    await owner.DELETE('/api/v1/organisations/{organisationId}/', {
      params: { path: { organisationId: organisation } },
    });
    const path = { params: { path: { projectId: project } } };
    expect((await owner.GET('/api/v1/projects/')).data).toEqual([]);
    expect((await owner.GET('/api/v1/projects/{projectId}/', path)).response.status).toBe(404);
    expect(
      (await owner.POST('/api/v1/projects/{projectId}/features/', { ...path, body: { name: 'x' } })).response.status,
    ).toBe(403);
    const inside = await owner.GET('/api/v1/environments/{environmentKey}/', {
      params: { path: { environmentKey: environment.key } },
    });
    expect(inside.response.status).toBe(403);
    expect((await key.GET('/api/v1/projects/')).response.status).toBe(401);
    expect((await api.sdk(environment.key).GET('/api/v1/flags/')).response.status).toBe(403);
  });
});

describe('GET /organisations/get-by-uuid/{uuid}/', () => {
  it('finds those of the caller only', async () => {
    const [here, there] = [await api.tenant(), await api.tenant()];
    const bob = await api.member(here.organisation);
    const path = { params: { path: { organisationId: here.organisation } } };
    const { data } = await here.owner.GET('/api/v1/organisations/{organisationId}/', path);
    const byUuid = (actor: typeof bob, uuid = data?.uuid ?? '') =>
      actor.GET('/api/v1/organisations/get-by-uuid/{uuid}/', { params: { path: { uuid } } });
    expect((await byUuid(here.owner)).data).toEqual(data);
    expect((await byUuid(bob)).data).toMatchObject({ id: here.organisation, role: 'USER' });
    const absent = { detail: 'No Organisation matches the given query.' };
    expect((await byUuid(there.owner)).error).toEqual(absent);
    for (const uuid of ['nope', '00000000-0000-4000-8000-000000000000'])
      expect((await byUuid(here.owner, uuid)).error).toEqual(absent);
  });
});
