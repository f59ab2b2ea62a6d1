import { careless, useApi, type Actor, type Person, type Tenant } from '../../../test/api/index.js';

const api = useApi();
const denied = { detail: 'You do not have permission to perform this action.' };
const notPrivileged = { detail: 'User does not have sufficient privileges to perform this action' };

type Level = 'organisations' | 'projects' | 'environments';
type Holder = 'user' | 'group';
interface Answer {
  status: number;
  body: unknown;
}

const LEVELS = {
  organisations: { model: 'Organisation', key: 'CREATE_PROJECT', refusal: notPrivileged },
  projects: { model: 'Project', key: 'VIEW_PROJECT', refusal: denied },
  environments: { model: 'Environment', key: 'VIEW_ENVIRONMENT', refusal: denied },
};
const CASES = (['organisations', 'projects', 'environments'] as const).flatMap((level) =>
  (['user', 'group'] as const).map((holder) => ({ level, holder, ...LEVELS[level] })),
);

/** The rows of one level and kind of holder, whatever they are called in the document. */
function rowsOf(tenant: Tenant, level: Level, holder: Holder) {
  const thing = { organisations: tenant.organisation, projects: tenant.project, environments: tenant.environment.key };
  const at = `/api/v1/${level}/${thing[level]}/user${holder === 'group' ? '-group' : ''}-permissions/`;
  return async (actor: Actor, method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', more = '', body?: object) => {
    const send: unknown = Reflect.get(actor, method);
    if (typeof send !== 'function') throw new Error(method);
    const result: { response: Response; data?: unknown; error?: unknown } = await send(
      at + more,
      body && { body: careless(body) },
    );
    return { status: result.response.status, body: result.data ?? result.error } satisfies Answer;
  };
}

async function groupWith(tenant: Tenant, ...users: Person[]): Promise<number> {
  const { data } = await tenant.owner.POST('/api/v1/organisations/{organisationId}/groups/', {
    params: { path: { organisationId: tenant.organisation } },
    body: { name: 'Team' },
  });
  await tenant.owner.POST('/api/v1/organisations/{organisationId}/groups/{id}/add-users/', {
    params: { path: { organisationId: tenant.organisation, id: data?.id ?? 0 } },
    body: { user_ids: users.map(({ id }) => id) },
  });
  return data?.id ?? 0;
}

const idOf = (value: unknown): number =>
  typeof value === 'object' && value !== null && 'id' in value ? Number(value.id) : 0;

describe.each(CASES)('$level/…/ permissions of a $holder', ({ level, holder, model, key, refusal }) => {
  const admin = level === 'organisations' ? {} : { admin: false };
  const absent = {
    detail: `No User${holder === 'group' ? 'PermissionGroup' : ''}${model}Permission matches the given query.`,
  };

  it('are granted, read, changed and taken back', async () => {
    const tenant = await api.tenant();
    const bob = await api.member(tenant.organisation);
    const id = holder === 'user' ? bob.id : await groupWith(tenant, bob);
    const rows = rowsOf(tenant, level, holder);
    const created = await rows(tenant.owner, 'POST', '', { [holder]: id, permissions: [key] });
    const row = idOf(created.body);
    expect(created).toEqual({ status: 201, body: { id: row, permissions: [key], ...admin, [holder]: id } });
    const again = await rows(tenant.owner, 'POST', '', { [holder]: id });
    expect(again).toEqual({
      status: 400,
      body: { non_field_errors: [`This ${holder} already has permissions here; change those instead.`] },
    });
    const listed = await rows(tenant.owner, 'GET');
    const shown =
      holder === 'user'
        ? expect.objectContaining({ id, email: bob.email })
        : { id, name: 'Team', users: [bob.id], is_default: false, external_id: null };
    expect(listed.body).toContainEqual({ id: row, permissions: [key], ...admin, [holder]: shown });
    const put = await rows(tenant.owner, 'PUT', `${row}/`, { [holder]: id, permissions: [] });
    expect(put).toEqual({ status: 200, body: { id: row, permissions: [], ...admin, [holder]: id } });
    expect(await rows(tenant.owner, 'PUT', `${row}/`, {})).toEqual({
      status: 400,
      body: { [holder]: ['This field is required.'] },
    });
    await rows(tenant.owner, 'PATCH', `${row}/`, { permissions: [key] });
    expect((await rows(tenant.owner, 'PATCH', `${row}/`, {})).body).toEqual(created.body);
    expect((await rows(tenant.owner, 'DELETE', `${row}/`)).status).toBe(204);
    expect(await rows(tenant.owner, 'DELETE', `${row}/`)).toEqual({ status: 404, body: absent });
  });

  it('are only for who belongs to the organisation, with keys that exist', async () => {
    const [here, there] = [await api.tenant(), await api.tenant()];
    const foreign = holder === 'user' ? there.owner.id : await groupWith(there, there.owner);
    const rows = rowsOf(here, level, holder);
    for (const id of [foreign, 99_999_999])
      expect(await rows(here.owner, 'POST', '', { [holder]: id })).toEqual({
        status: 400,
        body: { [holder]: [`Invalid pk "${id}" - object does not exist.`] },
      });
    const bob = await api.member(here.organisation);
    const own = holder === 'user' ? bob.id : await groupWith(here, bob);
    expect(await rows(here.owner, 'POST', '', { [holder]: own, permissions: ['FLY'] })).toEqual({
      status: 400,
      body: { permissions: ['Invalid pk "FLY" - object does not exist.'] },
    });
    const row = idOf((await rows(here.owner, 'POST', '', { [holder]: own })).body);
    const moved = await rows(here.owner, 'PATCH', `${row}/`, { [holder]: foreign });
    expect(moved.status).toBe(400);
  });

  it('are closed to members and strangers, and to admins of another organisation', async () => {
    const [here, there] = [await api.tenant(), await api.tenant()];
    const bob = await api.member(here.organisation);
    const own = holder === 'user' ? bob.id : await groupWith(here, bob);
    const rows = rowsOf(here, level, holder);
    const row = idOf((await rows(here.owner, 'POST', '', { [holder]: own })).body);
    for (const actor of [bob, there.owner]) {
      expect(await rows(actor, 'GET')).toEqual({ status: 403, body: refusal });
      expect(await rows(actor, 'POST', '', { [holder]: own, admin: true })).toEqual({ status: 403, body: refusal });
      expect(await rows(actor, 'PATCH', `${row}/`, { admin: true })).toEqual({ status: 403, body: refusal });
      expect(await rows(actor, 'DELETE', `${row}/`)).toEqual({ status: 403, body: refusal });
    }
    const elsewhere = rowsOf(there, level, holder);
    expect(await elsewhere(there.owner, 'DELETE', `${row}/`)).toEqual({ status: 404, body: absent });
    expect(await elsewhere(there.owner, 'PATCH', `${row}/`, { permissions: [] })).toEqual({
      status: 404,
      body: absent,
    });
  });
});

describe('rows of organisations', () => {
  it.each(['user', 'group'] as const)('can be narrowed to one %s', async (holder) => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const [bob, carol] = [await api.member(tenant.organisation), await api.member(tenant.organisation)];
    const ids = holder === 'user' ? [bob.id, carol.id] : [await groupWith(tenant, bob), await groupWith(tenant, carol)];
    const rows = rowsOf(tenant, 'organisations', holder);
    await rows(tenant.owner, 'POST', '', { [holder]: ids[0] });
    expect((await rows(tenant.owner, 'GET', `?${holder}=${ids[0]}`)).body).toMatchObject([
      { [holder]: { id: ids[0] } },
    ]);
    expect((await rows(tenant.owner, 'GET', `?${holder}=${ids[1]}`)).body).toEqual([]);
    const foreign = holder === 'user' ? other.owner.id : await groupWith(other, other.owner);
    for (const wrong of [foreign, 'abc'])
      expect(await rows(tenant.owner, 'GET', `?${holder}=${wrong}`)).toEqual({
        status: 400,
        body: { [holder]: ['Select a valid choice. That choice is not one of the available choices.'] },
      });
  });
});

describe('rows of environments', () => {
  it('are listed, not changed, by everybody who sees the environment', async () => {
    const tenant = await api.tenant();
    const bob = await api.member(tenant.organisation);
    const rows = rowsOf(tenant, 'environments', 'user');
    const body = { user: bob.id, permissions: ['VIEW_ENVIRONMENT'] };
    const row = idOf((await rows(tenant.owner, 'POST', '', body)).body);
    expect((await rows(bob, 'GET')).status).toBe(200);
    expect((await rowsOf(tenant, 'environments', 'group')(bob, 'GET')).body).toEqual([]);
    expect((await rows(bob, 'PATCH', `${row}/`, { admin: true })).status).toBe(403);
  });
});

describe('rights by a group', () => {
  it('come and go with the grant, with the place in it, and with the group', async () => {
    const tenant = await api.tenant();
    const { owner, organisation, project, environment } = tenant;
    const bob = await api.member(organisation);
    const [readers, admins] = [await groupWith(tenant, bob), await groupWith(tenant, bob)];
    const onProject = rowsOf(tenant, 'projects', 'group');
    const sees = async () => [
      (await bob.GET('/api/v1/projects/{projectId}/', { params: { path: { projectId: project } } })).response.status,
      (await bob.GET('/api/v1/projects/')).data?.length,
      (await bob.GET('/api/v1/environments/', { params: { query: careless({ project }) } })).data?.count,
    ];
    expect((await sees())[0]).toBe(404);
    const row = idOf((await onProject(owner, 'POST', '', { group: readers, permissions: ['VIEW_PROJECT'] })).body);
    expect(await sees()).toEqual([200, 1, 0]);
    await onProject(owner, 'PATCH', `${row}/`, { admin: true });
    expect(await sees()).toEqual([200, 1, 1]);
    await onProject(owner, 'DELETE', `${row}/`);
    expect((await sees())[0]).toBe(404);
    await onProject(owner, 'POST', '', { group: admins, permissions: ['VIEW_PROJECT'] });
    await rowsOf(tenant, 'environments', 'group')(owner, 'POST', '', { group: admins, admin: true });
    expect(await sees()).toEqual([200, 1, 1]);
    const path = { params: { path: { environmentKey: environment.key, userId: bob.id } } };
    const why = await bob.GET('/api/v1/environments/{environmentKey}/user-detailed-permissions/{userId}/', path);
    expect(why.data).toEqual({
      admin: true,
      permissions: [],
      is_directly_granted: false,
      derived_from: { groups: [{ id: admins, name: 'Team' }], roles: [] },
    });
    await owner.POST('/api/v1/organisations/{organisationId}/groups/{id}/remove-users/', {
      params: { path: { organisationId: organisation, id: admins } },
      body: { user_ids: [bob.id] },
    });
    expect((await sees())[0]).toBe(404);
    await onProject(owner, 'POST', '', { group: readers, permissions: ['VIEW_PROJECT'] });
    expect((await sees())[0]).toBe(200);
    await owner.DELETE('/api/v1/organisations/{organisationId}/groups/{id}/', {
      params: { path: { organisationId: organisation, id: readers } },
    });
    expect((await sees())[0]).toBe(404);
  });
});

describe('what a member may do', () => {
  it('is read by themselves and by admins, with where it comes from', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const [bob, carol] = [await api.member(tenant.organisation), await api.member(tenant.organisation)];
    const group = await groupWith(tenant, bob);
    await rowsOf(tenant, 'projects', 'user')(tenant.owner, 'POST', '', { user: bob.id, permissions: ['VIEW_PROJECT'] });
    await rowsOf(tenant, 'projects', 'group')(tenant.owner, 'POST', '', { group, permissions: ['MANAGE_TAGS'] });
    const detailed = (actor: Actor, userId: number) =>
      actor.GET('/api/v1/projects/{projectId}/user-detailed-permissions/{userId}/', {
        params: { path: { projectId: tenant.project, userId } },
      });
    const all = (actor: Actor, userId: number) =>
      actor.GET('/api/v1/projects/{projectId}/all-user-permissions/{userId}/', {
        params: { path: { projectId: tenant.project, userId } },
      });
    const expected = {
      admin: false,
      is_directly_granted: false,
      derived_from: { groups: [], roles: [] },
      permissions: [
        { permission_key: 'VIEW_PROJECT', is_directly_granted: true, derived_from: { groups: [], roles: [] } },
        {
          permission_key: 'MANAGE_TAGS',
          is_directly_granted: false,
          derived_from: { groups: [{ id: group, name: 'Team' }], roles: [] },
        },
      ],
    };
    expect((await detailed(bob, bob.id)).data).toEqual(expected);
    expect((await detailed(tenant.owner, bob.id)).data).toEqual(expected);
    expect((await all(tenant.owner, bob.id)).data).toEqual({
      permissions: ['VIEW_PROJECT', 'MANAGE_TAGS'],
      admin: false,
      tag_based_permissions: [],
    });
    expect((await detailed(bob, carol.id)).error).toEqual(denied);
    expect((await all(bob, bob.id)).error).toEqual(denied);
    expect((await detailed(other.owner, bob.id)).error).toEqual({ detail: 'No Project matches the given query.' });
    for (const id of [other.owner.id, 99_999_999])
      for (const ask of [detailed, all]) {
        const { response, error } = await ask(tenant.owner, id);
        expect([response.status, error]).toEqual([404, { detail: 'No FFAdminUser matches the given query.' }]);
      }
  });
});
