import { give, makeFeature, makeRole, makeTag, rolesOf } from '../../test/api/roles.js';
import { numberIn, send, useApi, type Actor, type Tenant } from '../../test/api/index.js';

const api = useApi();
const denied = { status: 403, body: { detail: 'You do not have permission to perform this action.' } };
const noRoles = { status: 400, body: { is_admin: ['RBAC is not installed, cannot create non-admin key'] } };

const keysOf = ({ organisation }: Tenant): string => `/api/v1/organisations/${organisation}/master-api-keys/`;

async function makeKey(tenant: Tenant, more: object = { is_admin: false }) {
  const { data } = await tenant.owner.POST('/api/v1/organisations/{organisationId}/master-api-keys/', {
    params: { path: { organisationId: tenant.organisation } },
    body: { name: 'ci', ...more },
  });
  const key = api.as({ authorization: `Api-Key ${data?.key ?? ''}` });
  return { key, id: data?.id ?? '', at: `${keysOf(tenant)}${data?.prefix ?? ''}/` };
}

const assignKey = async (tenant: Tenant, role: number, id: string): Promise<number> =>
  numberIn(
    (await send(tenant.owner, 'POST', `${rolesOf(tenant)}${role}/master-api-keys/`, { master_api_key: id })).body,
  );

/** What a key sees: the project, how many projects and how many environments. */
const seen = async (key: Actor, { project }: Tenant) => [
  (await send(key, 'GET', `/api/v1/projects/${project}/`)).status,
  (await key.GET('/api/v1/projects/')).data?.length,
  numberIn((await send(key, 'GET', `/api/v1/environments/?project=${project}`)).body, 'count'),
];

describe('a key that is no admin', () => {
  it('has the rights of its roles, and no others', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const role = await makeRole(tenant);
    const { key, id } = await makeKey(tenant);
    const second = { name: 'Second', organisation: tenant.organisation };
    await send(tenant.owner, 'POST', '/api/v1/projects/', second);
    expect(await seen(key, tenant)).toEqual([404, 0, 0]);
    const assignment = await assignKey(tenant, role, id);
    await give(tenant, role, 'project', [{ permission_key: 'VIEW_PROJECT' }, { permission_key: 'MANAGE_TAGS' }]);
    expect(await seen(key, tenant)).toEqual([200, 1, 0]);
    await give(tenant, role, 'environment', [{ permission_key: 'VIEW_ENVIRONMENT' }]);
    expect(await seen(key, tenant)).toEqual([200, 1, 1]);
    expect((await send(key, 'POST', `/api/v1/projects/${tenant.project}/tags/`, { label: 'x' })).status).toBe(201);
    for (const [method, path] of [
      ['POST', `/api/v1/projects/${tenant.project}/features/`],
      ['DELETE', `/api/v1/projects/${tenant.project}/`],
      ['DELETE', `/api/v1/environments/${tenant.environment.key}/`],
      ['POST', '/api/v1/projects/'],
    ] as const)
      expect(await send(key, method, path, { ...second, name: 'x' })).toEqual(denied);
    for (const path of ['', 'users/', 'groups/', 'projects/', 'roles/'])
      expect([403, 404]).toContain(
        (await send(key, 'GET', `/api/v1/organisations/${tenant.organisation}/${path}`)).status,
      );
    expect(await seen(key, other)).toEqual([404, 1, 0]);
    await send(tenant.owner, 'DELETE', `${rolesOf(tenant)}${role}/master-api-keys/${assignment}/`);
    expect(await seen(key, tenant)).toEqual([404, 0, 0]);
  });

  it('is listed as such, and its organisation as that of somebody with roles', async () => {
    const tenant = await api.tenant();
    await makeRole(tenant);
    const { key, id, at } = await makeKey(tenant);
    expect((await send(tenant.owner, 'GET', at)).body).toEqual({
      id,
      prefix: id.split('.', 1)[0],
      created: expect.any(String),
      name: 'ci',
      revoked: false,
      expiry_date: null,
      is_admin: false,
      has_expired: false,
      created_by: tenant.owner.id,
    });
    const { data } = await key.GET('/api/v1/organisations/');
    expect(data?.results).toEqual([expect.objectContaining({ id: tenant.organisation, role: 'USER' })]);
  });

  it('is limited to tags as people are', async () => {
    const tenant = await api.tenant();
    const [role, beta] = [await makeRole(tenant), await makeTag(tenant, 'beta')];
    const { key, id } = await makeKey(tenant);
    await assignKey(tenant, role, id);
    await give(tenant, role, 'project', [
      { permission_key: 'VIEW_PROJECT' },
      { permission_key: 'DELETE_FEATURE', tags: [beta] },
    ]);
    const features = `/api/v1/projects/${tenant.project}/features/`;
    const [plain, marked] = [await makeFeature(tenant, 'plain', []), await makeFeature(tenant, 'marked', [beta])];
    expect(await send(key, 'DELETE', `${features}${plain}/`)).toEqual(denied);
    expect((await send(key, 'DELETE', `${features}${marked}/`)).status).toBe(204);
  });

  it('is admin of a project by a role, and lists what is in it', async () => {
    const tenant = await api.tenant();
    const role = await makeRole(tenant);
    const { key, id } = await makeKey(tenant);
    await assignKey(tenant, role, id);
    await give(tenant, role, 'project', [], true);
    expect(await seen(key, tenant)).toEqual([200, 1, 1]);
    expect((await makeFeatureBy(key, tenant)).status).toBe(201);
  });

  it('is nothing any more once it is revoked or has expired', async () => {
    const tenant = await api.tenant();
    const role = await makeRole(tenant);
    await give(tenant, role, 'project', [{ permission_key: 'VIEW_PROJECT' }]);
    const [one, two] = [await makeKey(tenant), await makeKey(tenant)];
    for (const { id } of [one, two]) await assignKey(tenant, role, id);
    expect([(await seen(one.key, tenant))[0], (await seen(two.key, tenant))[0]]).toEqual([200, 200]);
    await send(tenant.owner, 'DELETE', one.at);
    await send(tenant.owner, 'PATCH', two.at, { expiry_date: '2020-01-01T00:00:00Z' });
    for (const { key } of [one, two])
      expect(await send(key, 'GET', `/api/v1/projects/${tenant.project}/`)).toEqual({
        status: 401,
        body: { detail: 'Valid Master API Key not found.' },
      });
    expect((await send(tenant.owner, 'PATCH', two.at, { expiry_date: null })).status).toBe(200);
    expect((await seen(two.key, tenant))[0]).toBe(200);
  });
});

const makeFeatureBy = (key: Actor, { project }: Tenant) =>
  send(key, 'POST', `/api/v1/projects/${project}/features/`, { name: 'banner' });

describe('is_admin of a key', () => {
  it('can be false only where there are roles', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    await makeRole(other);
    const { at } = await makeKey(tenant, {});
    expect(await send(tenant.owner, 'POST', keysOf(tenant), { name: 'ci', is_admin: false })).toEqual(noRoles);
    expect(await send(tenant.owner, 'PATCH', at, { is_admin: false })).toEqual(noRoles);
    expect((await send(tenant.owner, 'GET', keysOf(tenant))).body).toMatchObject({
      count: 1,
      results: [{ is_admin: true }],
    });
    await makeRole(tenant);
    expect((await send(tenant.owner, 'PATCH', at, { is_admin: false })).body).toMatchObject({ is_admin: false });
  });

  it('takes effect at once, and takes the roles away where it becomes true', async () => {
    const tenant = await api.tenant();
    const role = await makeRole(tenant);
    const { key, id, at } = await makeKey(tenant);
    await assignKey(tenant, role, id);
    expect((await seen(key, tenant))[0]).toBe(404);
    await send(tenant.owner, 'PATCH', at, { is_admin: true });
    expect((await seen(key, tenant))[0]).toBe(200);
    const held = await send(tenant.owner, 'GET', `${rolesOf(tenant)}${role}/master-api-keys/`);
    expect(held.body).toMatchObject({ count: 0 });
    expect(
      await send(tenant.owner, 'POST', `${rolesOf(tenant)}${role}/master-api-keys/`, { master_api_key: id }),
    ).toEqual({ status: 400, body: { master_api_key: ['An admin key has no roles.'] } });
    await send(tenant.owner, 'PATCH', at, { is_admin: false });
    expect((await seen(key, tenant))[0]).toBe(404);
  });

  it('is none of a key’s business, nor is who holds a role', async () => {
    const tenant = await api.tenant();
    const role = await makeRole(tenant);
    const [admin, limited] = [await makeKey(tenant, {}), await makeKey(tenant)];
    const assignments = `${rolesOf(tenant)}${role}/master-api-keys/`;
    for (const { key } of [admin, limited]) {
      expect((await send(key, 'PATCH', limited.at, { is_admin: true })).status).toBe(401);
      expect((await send(key, 'POST', assignments, { master_api_key: limited.id })).status).toBe(401);
    }
    expect((await send(admin.key, 'GET', rolesOf(tenant))).status).toBe(200);
    expect((await send(limited.key, 'GET', rolesOf(tenant))).status).toBe(403);
  });
});
