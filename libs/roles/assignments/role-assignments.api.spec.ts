import { assign, makeGroup, makeRole, rolesOf } from '../../../test/api/roles.js';
import { numberIn, send, useApi, type Tenant } from '../../../test/api/index.js';

const api = useApi();
const page = { next: null, previous: null };

/** A key that lives by roles; there has to be one. */
async function limitedKey(tenant: Tenant): Promise<{ id: string; prefix: string }> {
  const { data } = await tenant.owner.POST('/api/v1/organisations/{organisationId}/master-api-keys/', {
    params: { path: { organisationId: tenant.organisation } },
    body: { name: 'ci', is_admin: false },
  });
  return { id: data?.id ?? '', prefix: data?.prefix ?? '' };
}

const HOLDERS = {
  users: async (tenant: Tenant) => (await api.member(tenant.organisation)).id,
  groups: async (tenant: Tenant) => makeGroup(tenant),
  'master-api-keys': async (tenant: Tenant) => (await limitedKey(tenant)).id,
};
const CASES = [
  { path: 'users', field: 'user', model: 'UserRole', more: {} },
  { path: 'groups', field: 'group', model: 'GroupRole', more: {} },
  { path: 'master-api-keys', field: 'master_api_key', model: 'MasterAPIKeyRole', more: { role_name: 'QA' } },
] as const;

describe.each(CASES)('roles/{id}/$path/', ({ path, field, model, more }) => {
  it('are assigned, read, changed and taken away', async () => {
    const tenant = await api.tenant();
    const role = await makeRole(tenant);
    const [one, two] = [await HOLDERS[path](tenant), await HOLDERS[path](tenant)];
    const rows = `${rolesOf(tenant)}${role}/${path}/`;
    const created = await send(tenant.owner, 'POST', rows, { [field]: one });
    const id = numberIn(created.body);
    const row = { id, [field]: one, role, ...more };
    expect(created).toEqual({ status: 201, body: row });
    expect(await send(tenant.owner, 'POST', rows, { [field]: one })).toEqual({ status: 201, body: row });
    const second = {
      ...row,
      id: numberIn((await send(tenant.owner, 'POST', rows, { [field]: two })).body),
      [field]: two,
    };
    expect((await send(tenant.owner, 'GET', rows)).body).toEqual({ count: 2, ...page, results: [row, second] });
    expect((await send(tenant.owner, 'GET', `${rows}${id}/`)).body).toEqual(row);
    const taken = [`The fields role, ${field} must make a unique set.`];
    for (const method of ['PUT', 'PATCH'] as const)
      expect(await send(tenant.owner, method, `${rows}${id}/`, { [field]: two })).toEqual({
        status: 400,
        body: { non_field_errors: taken },
      });
    expect((await send(tenant.owner, 'DELETE', `${rows}${second.id}/`)).status).toBe(204);
    expect((await send(tenant.owner, 'PUT', `${rows}${id}/`, { [field]: two })).body).toEqual({ ...row, [field]: two });
    expect((await send(tenant.owner, 'PATCH', `${rows}${id}/`, {})).body).toEqual({ ...row, [field]: two });
    expect((await send(tenant.owner, 'PUT', `${rows}${id}/`, {})).body).toEqual({
      [field]: ['This field is required.'],
    });
    expect((await send(tenant.owner, 'DELETE', `${rows}${id}/`)).status).toBe(204);
    for (const method of ['GET', 'DELETE'] as const)
      expect(await send(tenant.owner, method, `${rows}${id}/`)).toEqual({
        status: 404,
        body: { detail: `No ${model} matches the given query.` },
      });
  });

  it('are of the organisation of the role', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const role = await makeRole(tenant);
    await makeRole(other);
    const [own, foreign] = [await HOLDERS[path](tenant), await HOLDERS[path](other)];
    const rows = `${rolesOf(tenant)}${role}/${path}/`;
    const id = numberIn((await send(tenant.owner, 'POST', rows, { [field]: own })).body);
    const invalid = { status: 400, body: { [field]: [`Invalid pk "${foreign}" - object does not exist.`] } };
    expect(await send(tenant.owner, 'POST', rows, { [field]: foreign })).toEqual(invalid);
    expect(await send(tenant.owner, 'PATCH', `${rows}${id}/`, { [field]: foreign })).toEqual(invalid);
    expect((await send(tenant.owner, 'GET', rows)).body).toMatchObject({ count: 1 });
  });
});

describe('the roles of a member, a group, a key', () => {
  it('are listed as roles, and taken away by the id of the role', async () => {
    const tenant = await api.tenant();
    const [first, second] = [await makeRole(tenant, 'QA'), await makeRole(tenant, 'Ops')];
    const bob = await api.member(tenant.organisation);
    const [group, key] = [await makeGroup(tenant, bob), await limitedKey(tenant)];
    const organisation = `/api/v1/organisations/${tenant.organisation}/`;
    const shown = (id: number, name: string) => ({
      id,
      name,
      description: null,
      organisation: tenant.organisation,
      tags: [],
    });
    for (const role of [second, first]) {
      await assign(tenant, role, 'users', bob.id);
      await assign(tenant, role, 'groups', group);
      await send(tenant.owner, 'POST', `${rolesOf(tenant)}${role}/master-api-keys/`, { master_api_key: key.id });
    }
    const places = [`users/${bob.id}/roles/`, `groups/${group}/roles/`, `master-api-keys/${key.prefix}/roles/`];
    const tails = ['', '', 'detach-roles-from-master-api-key/'];
    for (const [index, place] of places.entries()) {
      const path = organisation + place;
      const all = { count: 2, ...page, results: [shown(first, 'QA'), shown(second, 'Ops')] };
      expect(await send(tenant.owner, 'GET', path)).toEqual({ status: 200, body: all });
      const one = `${path}${first}/${tails[index] ?? ''}`;
      expect((await send(tenant.owner, 'DELETE', one, { ignored: true })).status).toBe(204);
      expect(await send(tenant.owner, 'DELETE', one)).toEqual({
        status: 404,
        body: { detail: 'No Role matches the given query.' },
      });
      expect((await send(tenant.owner, 'GET', path)).body).toEqual({
        count: 1,
        ...page,
        results: [shown(second, 'Ops')],
      });
    }
    expect((await send(tenant.owner, 'GET', rolesOf(tenant))).body).toMatchObject({ count: 2 });
    expect((await send(bob, 'GET', `${organisation}users/${bob.id}/roles/`)).body).toMatchObject({ count: 1 });
    expect((await send(bob, 'DELETE', `${organisation}users/${bob.id}/roles/${second}/`)).status).toBe(403);
  });

  it('are not found for who is of another organisation', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const role = await makeRole(tenant);
    await makeRole(other);
    const bob = await api.member(tenant.organisation);
    const [group, key] = [await makeGroup(tenant, bob), await limitedKey(tenant)];
    await assign(tenant, role, 'users', bob.id);
    const organisation = `/api/v1/organisations/${other.organisation}/`;
    const absent = (model: string) => ({ status: 404, body: { detail: `No ${model} matches the given query.` } });
    const ask = (method: 'GET' | 'DELETE', path: string) => send(other.owner, method, organisation + path);
    expect(await ask('GET', `users/${bob.id}/roles/`)).toEqual(absent('FFAdminUser'));
    expect(await ask('DELETE', `users/${bob.id}/roles/${role}/`)).toEqual(absent('FFAdminUser'));
    expect(await ask('GET', `groups/${group}/roles/`)).toEqual(absent('UserPermissionGroup'));
    expect(await ask('GET', `master-api-keys/${key.prefix}/roles/`)).toEqual(absent('MasterAPIKey'));
    expect(
      (await send(bob, 'GET', `/api/v1/organisations/${tenant.organisation}/users/${bob.id}/roles/`)).body,
    ).toMatchObject({ count: 1 });
  });

  it('go with the membership, the group and the key, and with the role', async () => {
    const tenant = await api.tenant();
    const [role, other] = [await makeRole(tenant), await makeRole(tenant)];
    const bob = await api.member(tenant.organisation);
    const group = await makeGroup(tenant, bob);
    const key = await limitedKey(tenant);
    const rows = (path: string) => `${rolesOf(tenant)}${role}/${path}/`;
    await assign(tenant, role, 'users', bob.id);
    await assign(tenant, other, 'users', bob.id);
    await assign(tenant, role, 'groups', group);
    await send(tenant.owner, 'POST', rows('master-api-keys'), { master_api_key: key.id });
    const left = async (path: string) => (await send(tenant.owner, 'GET', rows(path))).body;
    const organisation = `/api/v1/organisations/${tenant.organisation}/`;
    await send(tenant.owner, 'DELETE', `${rolesOf(tenant)}${other}/`);
    expect((await send(bob, 'GET', `${organisation}users/${bob.id}/roles/`)).body).toMatchObject({ count: 1 });
    await send(tenant.owner, 'POST', `${organisation}remove-users/`, [{ id: bob.id }]);
    expect(await left('users')).toMatchObject({ count: 0 });
    await api.join(tenant.organisation, bob);
    expect(await left('users')).toMatchObject({ count: 0 });
    await send(tenant.owner, 'DELETE', `${organisation}groups/${group}/`);
    expect(await left('groups')).toMatchObject({ count: 0 });
    await send(tenant.owner, 'DELETE', `${organisation}master-api-keys/${key.prefix}/`);
    expect(await left('master-api-keys')).toMatchObject({ count: 0 });
  });
});
