import { assign, give, makeGroup, makeRole, makeTag, rolesOf } from '../../test/api/roles.js';
import { numberIn, send, useApi, type Actor, type Tenant } from '../../test/api/index.js';

const api = useApi();

/** What somebody sees of the tenant's project: itself, the list of projects, the list of environments. */
const seen = async (actor: Actor, { project }: Tenant) => [
  (await send(actor, 'GET', `/api/v1/projects/${project}/`)).status,
  (await actor.GET('/api/v1/projects/')).data?.length,
  numberIn((await send(actor, 'GET', `/api/v1/environments/?project=${project}`)).body, 'count'),
];

describe('rights by a role', () => {
  it('come and go with the assignment, the row and the role', async () => {
    const tenant = await api.tenant();
    const bob = await api.member(tenant.organisation);
    const role = await makeRole(tenant);
    const row = await give(tenant, role, 'project', [{ permission_key: 'VIEW_PROJECT' }]);
    expect((await seen(bob, tenant)).slice(0, 2)).toEqual([404, 0]);
    const assignment = await assign(tenant, role, 'users', bob.id);
    expect(await seen(bob, tenant)).toEqual([200, 1, 0]);
    await give(tenant, role, 'environment', [{ permission_key: 'VIEW_ENVIRONMENT' }]);
    expect(await seen(bob, tenant)).toEqual([200, 1, 1]);
    await send(tenant.owner, 'DELETE', `${rolesOf(tenant)}${role}/projects-permissions/${row}/`);
    expect((await seen(bob, tenant))[0]).toBe(404);
    await give(tenant, role, 'project', [], true);
    expect(await seen(bob, tenant)).toEqual([200, 1, 1]);
    await send(tenant.owner, 'DELETE', `${rolesOf(tenant)}${role}/users/${assignment}/`);
    expect((await seen(bob, tenant))[0]).toBe(404);
    await assign(tenant, role, 'users', bob.id);
    expect((await seen(bob, tenant))[0]).toBe(200);
    await send(tenant.owner, 'DELETE', `${rolesOf(tenant)}${role}/`);
    expect((await seen(bob, tenant)).slice(0, 2)).toEqual([404, 0]);
  });

  it('reach those who are in a group that holds it, while they are', async () => {
    const tenant = await api.tenant();
    const bob = await api.member(tenant.organisation);
    const [role, group] = [await makeRole(tenant), await makeGroup(tenant, bob)];
    await give(tenant, role, 'project', [], true);
    await assign(tenant, role, 'groups', group);
    expect(await seen(bob, tenant)).toEqual([200, 1, 1]);
    const groups = `/api/v1/organisations/${tenant.organisation}/groups/`;
    await send(tenant.owner, 'POST', `${groups}${group}/remove-users/`, { user_ids: [bob.id] });
    expect((await seen(bob, tenant)).slice(0, 2)).toEqual([404, 0]);
    await send(tenant.owner, 'POST', `${groups}${group}/add-users/`, { user_ids: [bob.id] });
    expect((await seen(bob, tenant))[0]).toBe(200);
    await send(tenant.owner, 'POST', `/api/v1/organisations/${tenant.organisation}/remove-users/`, [{ id: bob.id }]);
    expect((await seen(bob, tenant)).slice(0, 2)).toEqual([404, 0]);
  });

  it('open what belongs to the organisation', async () => {
    const tenant = await api.tenant();
    const bob = await api.member(tenant.organisation);
    const role = await makeRole(tenant);
    await assign(tenant, role, 'users', bob.id);
    const project = { name: 'New', organisation: tenant.organisation };
    expect((await send(bob, 'POST', '/api/v1/projects/', project)).status).toBe(403);
    const rows = `${rolesOf(tenant)}${role}/organisation-permissions/`;
    await send(tenant.owner, 'POST', rows, { permissions: ['CREATE_PROJECT'] });
    expect((await send(bob, 'POST', '/api/v1/projects/', project)).status).toBe(201);
  });

  it('are told of: flat, by tags, and where each comes from', async () => {
    const tenant = await api.tenant();
    const bob = await api.member(tenant.organisation);
    const [role, group] = [await makeRole(tenant, 'QA'), await makeGroup(tenant, bob)];
    const [beta, slow] = [await makeTag(tenant, 'beta'), await makeTag(tenant, 'slow')];
    await give(tenant, role, 'environment', [
      { permission_key: 'VIEW_ENVIRONMENT' },
      { permission_key: 'UPDATE_FEATURE_STATE', tags: [beta, slow] },
      { permission_key: 'MANAGE_SEGMENT_OVERRIDES', tags: [beta, slow] },
      { permission_key: 'CREATE_CHANGE_REQUEST', tags: [slow] },
    ]);
    await assign(tenant, role, 'groups', group);
    const environment = `/api/v1/environments/${tenant.environment.key}/`;
    expect((await send(bob, 'GET', `${environment}my-permissions/`)).body).toEqual({
      permissions: ['VIEW_ENVIRONMENT'],
      admin: false,
      tag_based_permissions: [
        { permissions: ['UPDATE_FEATURE_STATE', 'MANAGE_SEGMENT_OVERRIDES'], tags: [beta, slow] },
        { permissions: ['CREATE_CHANGE_REQUEST'], tags: [slow] },
      ],
    });
    const by = (permission_key: string, tags: number[]) => ({
      permission_key,
      is_directly_granted: false,
      derived_from: { groups: [], roles: [{ id: role, name: 'QA', tags }] },
    });
    expect((await send(bob, 'GET', `${environment}user-detailed-permissions/${bob.id}/`)).body).toEqual({
      admin: false,
      is_directly_granted: false,
      derived_from: { groups: [], roles: [] },
      permissions: [
        by('VIEW_ENVIRONMENT', []),
        by('UPDATE_FEATURE_STATE', [beta, slow]),
        by('MANAGE_SEGMENT_OVERRIDES', [beta, slow]),
        by('CREATE_CHANGE_REQUEST', [slow]),
      ],
    });
    await give(tenant, role, 'project', [], true);
    expect((await send(bob, 'GET', `${environment}my-permissions/`)).body).toEqual({
      permissions: [],
      admin: true,
      tag_based_permissions: [],
    });
    expect((await send(bob, 'GET', `${environment}user-detailed-permissions/${bob.id}/`)).body).toMatchObject({
      admin: true,
      is_directly_granted: false,
      derived_from: { groups: [], roles: [{ id: role, name: 'QA', tags: [] }] },
    });
  });
});
