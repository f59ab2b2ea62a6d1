import { careless, useApi, type Actor, type Person } from '../../../test/api/index.js';

const api = useApi();
const denied = { detail: 'You do not have permission to perform this action.' };
const absent = { detail: 'No UserPermissionGroup matches the given query.' };

const at = (organisationId: number, id: number) => ({ params: { path: { organisationId, id } } });

async function makeGroup(owner: Actor, organisationId: number, body = {}): Promise<number> {
  const { data } = await owner.POST('/api/v1/organisations/{organisationId}/groups/', {
    params: { path: { organisationId } },
    body: { name: 'Team', ...body },
  });
  return data?.id ?? 0;
}

const add = (actor: Actor, organisation: number, group: number, ...users: Person[]) =>
  actor.POST('/api/v1/organisations/{organisationId}/groups/{id}/add-users/', {
    ...at(organisation, group),
    body: { user_ids: users.map(({ id }) => id) },
  });

const makeAdmin = (actor: Actor, organisationId: number, id: number, userId: number) =>
  actor.POST('/api/v1/organisations/{organisationId}/groups/{id}/users/{userId}/make-admin', {
    params: { path: { organisationId, id, userId } },
  });

const member = (person: Person, groupAdmin = false) => ({
  id: person.id,
  email: person.email,
  first_name: 'Grace',
  last_name: 'Hopper',
  last_login: null,
  group_admin: groupAdmin,
});

describe('/organisations/{id}/groups/', () => {
  it('are made, changed, listed and deleted by who may manage groups', async () => {
    const { owner, organisation } = await api.tenant();
    const dave = await api.member(organisation);
    await owner.POST('/api/v1/organisations/{organisationId}/user-permissions/', {
      params: { path: { organisationId: organisation } },
      body: { user: dave.id, permissions: ['MANAGE_USER_GROUPS'] },
    });
    const created = await dave.POST('/api/v1/organisations/{organisationId}/groups/', {
      params: { path: { organisationId: organisation } },
      body: { name: 'Team', external_id: 'ext' },
    });
    const id = created.data?.id ?? 0;
    const group = { id, name: 'Team', users: [], is_default: false, external_id: 'ext' };
    expect([created.response.status, created.data]).toEqual([201, group]);
    const path = '/api/v1/organisations/{organisationId}/groups/{id}/';
    const put = await dave.PUT(path, { ...at(organisation, id), body: { name: 'The team', is_default: true } });
    expect(put.data).toEqual({ ...group, name: 'The team', is_default: true });
    const patched = await dave.PATCH(path, { ...at(organisation, id), body: { external_id: null } });
    expect(patched.data).toEqual({ ...group, name: 'The team', is_default: true, external_id: null });
    await add(owner, organisation, id, dave);
    const listed = await dave.GET('/api/v1/organisations/{organisationId}/groups/', {
      params: { path: { organisationId: organisation } },
    });
    expect(listed.data).toEqual({
      count: 1,
      next: null,
      previous: null,
      results: [{ ...patched.data, users: [member(dave)] }],
    });
    expect((await dave.DELETE(path, at(organisation, id))).response.status).toBe(204);
    expect((await dave.GET(path, at(organisation, id))).error).toEqual(absent);
  });

  it.each([
    [{}, { name: ['This field is required.'] }],
    [{ name: 'n'.repeat(201) }, { name: ['Ensure this field has no more than 200 characters.'] }],
    [{ name: 'A', is_default: 'perhaps' }, { is_default: ['Must be a valid boolean.'] }],
    [
      { name: 'A', external_id: 'x'.repeat(256) },
      { external_id: ['Ensure this field has no more than 255 characters.'] },
    ],
  ])('refuse %j', async (body, faults) => {
    const { owner, organisation } = await api.tenant();
    const { response, error } = await owner.POST('/api/v1/organisations/{organisationId}/groups/', {
      params: { path: { organisationId: organisation } },
      body: careless(body),
    });
    expect([response.status, error]).toEqual([400, faults]);
  });

  it('have one external id each in their organisation; none, or the same elsewhere, is fine', async () => {
    const one = await api.tenant();
    const other = await api.tenant();
    const first = await makeGroup(one.owner, one.organisation, { external_id: 'ext' });
    const second = await makeGroup(one.owner, one.organisation, { external_id: '' });
    expect(await makeGroup(one.owner, one.organisation, { external_id: '' })).toBeGreaterThan(second);
    expect(await makeGroup(other.owner, other.organisation, { external_id: 'ext' })).toBeGreaterThan(first);
    const clash = await one.owner.PATCH('/api/v1/organisations/{organisationId}/groups/{id}/', {
      ...at(one.organisation, second),
      body: { external_id: 'ext' },
    });
    expect([clash.response.status, clash.error]).toEqual([
      400,
      { non_field_errors: ['The fields organisation, external_id must make a unique set.'] },
    ]);
  });

  it('tell members their names, and strangers nothing', async () => {
    const { owner, organisation } = await api.tenant();
    const [inside, outside, stranger] = [
      await api.member(organisation),
      await api.member(organisation),
      await api.person(),
    ];
    const group = await makeGroup(owner, organisation);
    const other = await makeGroup(owner, organisation, { name: 'Other' });
    await add(owner, organisation, group, inside);
    const path = { params: { path: { organisationId: organisation } } };
    const summaries = (actor: Actor) => actor.GET('/api/v1/organisations/{organisationId}/groups/summaries/', path);
    const mine = (actor: Actor) => actor.GET('/api/v1/organisations/{organisationId}/groups/my-groups/', path);
    const names = [
      { id: group, name: 'Team' },
      { id: other, name: 'Other' },
    ];
    expect((await summaries(outside)).data).toEqual(names);
    expect((await mine(outside)).data).toEqual({ count: 0, next: null, previous: null, results: [] });
    expect((await mine(inside)).data).toEqual({ count: 1, next: null, previous: null, results: names.slice(0, 1) });
    expect((await mine(owner)).data).toMatchObject({ count: 2, results: names });
    const list = await inside.GET('/api/v1/organisations/{organisationId}/groups/', path);
    expect(list.data).toMatchObject({ count: 0 });
    const one = await inside.GET('/api/v1/organisations/{organisationId}/groups/{id}/', at(organisation, group));
    expect([one.response.status, one.error]).toEqual([404, absent]);
    expect((await summaries(stranger)).error).toEqual(denied);
    expect((await mine(stranger)).error).toEqual(denied);
    expect((await stranger.GET('/api/v1/organisations/{organisationId}/groups/', path)).error).toEqual(denied);
    const del = await stranger.DELETE('/api/v1/organisations/{organisationId}/groups/{id}/', at(organisation, group));
    expect([del.response.status, del.error]).toEqual([404, absent]);
  });

  it('of another organisation are out of reach, whoever manages groups here', async () => {
    const here = await api.tenant();
    const there = await api.tenant();
    const group = await makeGroup(there.owner, there.organisation);
    for (const organisation of [here.organisation, there.organisation]) {
      const found = await here.owner.GET(
        '/api/v1/organisations/{organisationId}/groups/{id}/',
        at(organisation, group),
      );
      expect([found.response.status, found.error]).toEqual([404, absent]);
      expect((await add(here.owner, organisation, group, here.owner)).error).toEqual(absent);
    }
    const promoted = await makeAdmin(here.owner, here.organisation, group, there.owner.id);
    expect([promoted.response.status, promoted.error]).toEqual([
      404,
      { detail: 'No FFAdminUser matches the given query.' },
    ]);
  });
});

describe('members of a group', () => {
  it('come and go, and only from the organisation', async () => {
    const { owner, organisation } = await api.tenant();
    const [bob, carol, mallory] = [await api.member(organisation), await api.member(organisation), await api.person()];
    const group = await makeGroup(owner, organisation);
    const added = await add(owner, organisation, group, bob, carol);
    expect(added.data).toMatchObject({ id: group, users: [member(bob), member(carol)] });
    expect((await add(owner, organisation, group, bob, bob)).data?.users).toHaveLength(2);
    const refused = await add(owner, organisation, group, owner, mallory);
    expect([refused.response.status, refused.error]).toEqual([
      400,
      { detail: 'Users  do not exist in this organisation' },
    ]);
    const removed = await owner.POST('/api/v1/organisations/{organisationId}/groups/{id}/remove-users/', {
      ...at(organisation, group),
      body: { user_ids: [carol.id, mallory.id] },
    });
    expect(removed.data).toMatchObject({ users: [member(bob)] });
    const nobody = await owner.POST('/api/v1/organisations/{organisationId}/groups/{id}/add-users/', {
      ...at(organisation, group),
      body: careless({}),
    });
    expect([nobody.response.status, nobody.error]).toEqual([400, { user_ids: ['This field is required.'] }]);
  });

  it('manage their group as its admins, but not themselves', async () => {
    const { owner, organisation } = await api.tenant();
    const [bob, carol] = [await api.member(organisation), await api.member(organisation)];
    const group = await makeGroup(owner, organisation);
    const other = await makeGroup(owner, organisation);
    await add(owner, organisation, group, bob);
    expect((await makeAdmin(carol, organisation, group, bob.id)).error).toEqual(denied);
    expect((await makeAdmin(owner, organisation, group, carol.id)).response.status).toBe(404);
    expect((await makeAdmin(owner, organisation, group, bob.id)).response.status).toBe(200);
    expect((await add(bob, organisation, group, carol)).response.status).toBe(200);
    expect((await add(bob, organisation, other, carol)).error).toEqual(absent);
    expect((await add(bob, organisation, group, bob)).error).toEqual({
      detail: 'Non-admin users cannot add themselves to a group.',
    });
    const leave = await bob.POST('/api/v1/organisations/{organisationId}/groups/{id}/remove-users/', {
      ...at(organisation, group),
      body: { user_ids: [bob.id] },
    });
    expect([leave.response.status, leave.error]).toEqual([
      403,
      { detail: 'Non-admin users cannot remove themselves from a group.' },
    ]);
    const path = '/api/v1/organisations/{organisationId}/groups/{id}/';
    expect((await bob.GET(path, at(organisation, group))).data).toMatchObject({
      users: [member(bob, true), member(carol)],
    });
    await owner.POST('/api/v1/organisations/{organisationId}/groups/{id}/users/{userId}/remove-admin', {
      params: { path: { organisationId: organisation, id: group, userId: bob.id } },
    });
    expect((await bob.GET(path, at(organisation, group))).error).toEqual(absent);
  });

  it('are put into default groups when they join', async () => {
    const { owner, organisation } = await api.tenant();
    const group = await makeGroup(owner, organisation, { is_default: true });
    await makeGroup(owner, organisation);
    const bob = await api.member(organisation);
    const mine = await bob.GET('/api/v1/organisations/{organisationId}/groups/my-groups/', {
      params: { path: { organisationId: organisation } },
    });
    expect(mine.data?.results).toEqual([{ id: group, name: 'Team' }]);
  });
});
