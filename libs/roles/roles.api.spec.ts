import { makeRole, makeTag, rolesOf } from '../../test/api/roles.js';
import { numberIn, send, useApi } from '../../test/api/index.js';

const api = useApi();
const notPrivileged = { detail: 'User does not have sufficient privileges to perform this action' };
const absent = { detail: 'No Role matches the given query.' };

describe('/organisations/{id}/roles/', () => {
  it('are made, read, changed and deleted', async () => {
    const tenant = await api.tenant();
    const roles = rolesOf(tenant);
    const created = await send(tenant.owner, 'POST', roles, { name: 'QA', description: '', organisation_id: 1 });
    const id = numberIn(created.body);
    const role = { id, name: 'QA', description: '', organisation: tenant.organisation, tags: [] };
    expect(created).toEqual({ status: 201, body: role });
    const again = await makeRole(tenant, 'QA');
    const page = { count: 2, next: null, previous: null };
    expect(await send(tenant.owner, 'GET', roles)).toEqual({
      status: 200,
      body: { ...page, results: [role, { ...role, id: again, description: null }] },
    });
    const one = `${roles}${id}/`;
    expect((await send(tenant.owner, 'GET', one)).body).toEqual(role);
    expect((await send(tenant.owner, 'PUT', one, { name: 'Ops', description: 'nights' })).body).toEqual({
      ...role,
      name: 'Ops',
      description: 'nights',
    });
    expect((await send(tenant.owner, 'PATCH', one, { description: null })).body).toEqual({
      ...role,
      name: 'Ops',
      description: null,
    });
    expect((await send(tenant.owner, 'PUT', one, {})).body).toEqual({ name: ['This field is required.'] });
    expect((await send(tenant.owner, 'POST', roles, { name: 'x'.repeat(256) })).body).toEqual({
      name: ['Ensure this field has no more than 255 characters.'],
    });
    expect((await send(tenant.owner, 'DELETE', one)).status).toBe(204);
    expect(await send(tenant.owner, 'GET', one)).toEqual({ status: 404, body: absent });
  });

  it('keep the tags that they are given, of their own organisation', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const [own, foreign] = [await makeTag(tenant, 'beta'), await makeTag(other, 'beta')];
    const created = await send(tenant.owner, 'POST', rolesOf(tenant), { name: 'QA', tags: [own] });
    expect(created.body).toMatchObject({ tags: [own] });
    const one = `${rolesOf(tenant)}${numberIn(created.body)}/`;
    expect(await send(tenant.owner, 'PATCH', one, { tags: [own, foreign] })).toEqual({
      status: 400,
      body: { tags: [`Invalid pk "${foreign}" - object does not exist.`] },
    });
    await send(tenant.owner, 'DELETE', `/api/v1/projects/${tenant.project}/tags/${own}/`);
    expect((await send(tenant.owner, 'GET', one)).body).toMatchObject({ tags: [] });
  });

  it('are for admins of the organisation alone, in all that belongs to them', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const role = await makeRole(tenant);
    const bob = await api.member(tenant.organisation);
    const organisation = `/api/v1/organisations/${tenant.organisation}/`;
    const paths = [
      'roles/',
      `roles/${role}/`,
      `roles/${role}/organisation-permissions/`,
      `roles/${role}/projects-permissions/?project=${tenant.project}`,
      `roles/${role}/environments-permissions/?environment=${tenant.environment.id}`,
      `roles/${role}/users/`,
      `roles/${role}/groups/`,
      `roles/${role}/master-api-keys/`,
      `users/${tenant.owner.id}/roles/`,
      'groups/1/roles/',
      'master-api-keys/abcdefgh/roles/',
    ];
    for (const path of paths) {
      expect((await send(bob, 'GET', organisation + path)).status).toBe(403);
      expect(await send(other.owner, 'GET', organisation + path)).toEqual({ status: 403, body: notPrivileged });
      expect((await send(api.as(), 'GET', organisation + path)).status).toBe(401);
    }
    expect(await send(bob, 'POST', `${organisation}roles/`, { name: 'x' })).toEqual({
      status: 403,
      body: notPrivileged,
    });
    expect(await send(bob, 'POST', `${organisation}roles/${role}/users/`, { user: bob.id })).toEqual({
      status: 403,
      body: notPrivileged,
    });
  });

  it('are not found through another organisation', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const one = `${rolesOf(other)}${await makeRole(tenant)}/`;
    for (const path of ['', 'organisation-permissions/', `projects-permissions/?project=${other.project}`, 'users/'])
      expect(await send(other.owner, 'GET', one + path)).toEqual({ status: 404, body: absent });
    for (const path of ['groups/', 'master-api-keys/', `environments-permissions/?environment=${other.environment.id}`])
      expect(await send(other.owner, 'GET', one + path)).toEqual({ status: 404, body: absent });
    expect(await send(other.owner, 'PATCH', one, { name: 'mine' })).toEqual({ status: 404, body: absent });
    expect(await send(other.owner, 'DELETE', one)).toEqual({ status: 404, body: absent });
    const posted = await send(other.owner, 'POST', `${one}users/`, { user: other.owner.id });
    expect(posted).toEqual({ status: 404, body: absent });
  });
});
