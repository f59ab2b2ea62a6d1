import { careless, useApi, type Actor, type Person, type Tenant } from '../../../test/api/index.js';

const api = useApi();
const denied = { detail: 'You do not have permission to perform this action.' };

const list = (actor: Actor, organisationId: number, exclude?: string) =>
  actor.GET('/api/v1/organisations/{organisationId}/users/', {
    params: { path: { organisationId }, query: careless(exclude === undefined ? {} : { exclude_current: exclude }) },
  });

const updateRole = (actor: Actor, organisationId: number, userId: number, body: unknown) =>
  actor.POST('/api/v1/organisations/{organisationId}/users/{userId}/update-role/', {
    params: { path: { organisationId, userId } },
    body: careless(body),
  });

const remove = (actor: Actor, organisationId: number, body: unknown) =>
  actor.POST('/api/v1/organisations/{organisationId}/remove-users/', {
    params: { path: { organisationId } },
    body: careless(body),
  });

/** Bob in a group, with a grant on each of the three levels. */
async function grantEverywhere({ owner, organisation, project, environment }: Tenant, bob: Person): Promise<number> {
  const user = bob.id;
  await owner.POST('/api/v1/projects/{projectId}/user-permissions/', {
    params: { path: { projectId: project } },
    body: { user, permissions: ['VIEW_PROJECT'] },
  });
  await owner.POST('/api/v1/environments/{environmentKey}/user-permissions/', {
    params: { path: { environmentKey: environment.key } },
    body: { user, permissions: ['VIEW_ENVIRONMENT'] },
  });
  await owner.POST('/api/v1/organisations/{organisationId}/user-permissions/', {
    params: { path: { organisationId: organisation } },
    body: { user, permissions: ['CREATE_PROJECT'] },
  });
  const { data } = await owner.POST('/api/v1/organisations/{organisationId}/groups/', {
    params: { path: { organisationId: organisation } },
    body: { name: 'Team' },
  });
  await owner.POST('/api/v1/organisations/{organisationId}/groups/{id}/add-users/', {
    params: { path: { organisationId: organisation, id: data?.id ?? 0 } },
    body: { user_ids: [user] },
  });
  return data?.id ?? 0;
}

describe('GET /organisations/{id}/users/', () => {
  it('shows members each other, and strangers nothing', async () => {
    const { owner, organisation } = await api.tenant();
    const bob = await api.member(organisation);
    const shown = (person: Person, role: string) => ({
      id: person.id,
      email: person.email,
      first_name: 'Grace',
      last_name: 'Hopper',
      last_login: null,
      uuid: expect.any(String),
      role,
      date_joined: expect.any(String),
    });
    expect((await list(bob, organisation)).data).toEqual([shown(bob, 'USER'), shown(owner, 'ADMIN')]);
    expect((await list(bob, organisation, 'true')).data).toEqual([shown(owner, 'ADMIN')]);
    expect((await list(bob, organisation, 'perhaps')).error).toEqual({ exclude_current: ['Must be a valid boolean.'] });
    expect((await list(await api.person(), organisation)).error).toEqual(denied);
  });
});

describe('POST /organisations/{id}/users/{id}/update-role/', () => {
  it('takes effect with the next request', async () => {
    const tenant = await api.tenant();
    const { owner, organisation, project } = tenant;
    const bob = await api.member(organisation);
    const sees = async () =>
      (await bob.GET('/api/v1/projects/{projectId}/', { params: { path: { projectId: project } } })).response.status;
    expect(await sees()).toBe(404);
    expect((await updateRole(owner, organisation, bob.id, { role: 'ADMIN' })).data).toMatchObject({
      id: bob.id,
      role: 'ADMIN',
    });
    expect(await sees()).toBe(200);
    expect((await updateRole(bob, organisation, owner.id, { role: 'USER' })).data).toMatchObject({ role: 'USER' });
    expect((await updateRole(owner, organisation, bob.id, { role: 'USER' })).error).toEqual(denied);
    expect((await updateRole(bob, organisation, bob.id, { role: 'USER' })).data).toMatchObject({ role: 'USER' });
    expect(await sees()).toBe(404);
  });

  it('knows two roles, and only members', async () => {
    const { owner, organisation } = await api.tenant();
    const bob = await api.member(organisation);
    const other = await api.tenant();
    expect((await updateRole(owner, organisation, bob.id, { role: 'admin' })).error).toEqual({
      role: ['"admin" is not a valid choice.'],
    });
    expect((await updateRole(owner, organisation, bob.id, {})).data).toMatchObject({ role: 'USER' });
    for (const id of [other.owner.id, 99_999_999]) {
      const { response, error } = await updateRole(owner, organisation, id, { role: 'ADMIN' });
      expect([response.status, error]).toEqual([404, { detail: 'No FFAdminUser matches the given query.' }]);
    }
    expect((await updateRole(bob, organisation, bob.id, { role: 'ADMIN' })).error).toEqual(denied);
    expect((await updateRole(other.owner, organisation, bob.id, { role: 'ADMIN' })).error).toEqual(denied);
  });
});

describe('POST /organisations/{id}/remove-users/', () => {
  it('takes grants on projects and environments and places in groups along', async () => {
    const tenant = await api.tenant();
    const { owner, organisation, project, environment } = tenant;
    const bob = await api.member(organisation);
    const group = await grantEverywhere(tenant, bob);
    const { response, data } = await remove(owner, organisation, [{ id: bob.id }]);
    expect([response.status, data]).toEqual([200, [{ id: bob.id }]]);
    const onProject = await owner.GET('/api/v1/projects/{projectId}/user-permissions/', {
      params: { path: { projectId: project } },
    });
    expect(onProject.data?.map((row) => row.user.id)).toEqual([owner.id]);
    const onEnvironment = await owner.GET('/api/v1/environments/{environmentKey}/user-permissions/', {
      params: { path: { environmentKey: environment.key } },
    });
    expect(onEnvironment.data?.map((row) => row.user.id)).toEqual([owner.id]);
    const found = await owner.GET('/api/v1/organisations/{organisationId}/groups/{id}/', {
      params: { path: { organisationId: organisation, id: group } },
    });
    expect(found.data?.users).toEqual([]);
    expect((await list(bob, organisation)).error).toEqual(denied);
  });

  it('leaves what the leaver has elsewhere', async () => {
    const [here, there] = [await api.tenant(), await api.tenant()];
    const bob = await api.member(here.organisation);
    await api.join(there.organisation, bob);
    await grantEverywhere(here, bob);
    await remove(there.owner, there.organisation, [{ id: bob.id }]);
    const seen = await bob.GET('/api/v1/projects/{projectId}/', { params: { path: { projectId: here.project } } });
    expect(seen.response.status).toBe(200);
  });

  it('removes all or nobody', async () => {
    const { owner, organisation } = await api.tenant();
    const bob = await api.member(organisation);
    const gone = await remove(owner, organisation, [{ id: bob.id }, { id: 99_999_999 }]);
    expect([gone.response.status, gone.error]).toEqual([400, [{}, { id: ['User with id 99999999 does not exist'] }]]);
    expect((await remove(owner, organisation, [{}])).error).toEqual([{ id: ['This field is required.'] }]);
    expect((await remove(owner, organisation, { id: bob.id })).error).toEqual({
      non_field_errors: ['Expected a list of items but got type "dict".'],
    });
    expect((await remove(bob, organisation, [{ id: owner.id }])).error).toEqual(denied);
    expect((await list(owner, organisation)).data).toHaveLength(2);
  });

  it('lets the last member go', async () => {
    const { owner, organisation } = await api.tenant();
    expect((await remove(owner, organisation, [{ id: owner.id }, { id: owner.id }])).response.status).toBe(200);
    expect((await list(owner, organisation)).error).toEqual(denied);
  });
});
