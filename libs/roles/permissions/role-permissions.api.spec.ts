import { give, makeRole, makeTag, rolesOf } from '../../../test/api/roles.js';
import { numberIn, send, useApi, type Tenant } from '../../../test/api/index.js';

const api = useApi();

const LEVELS = [
  {
    level: 'project',
    model: 'RoleProjectPermission',
    view: 'VIEW_PROJECT',
    taggable: 'DELETE_FEATURE',
    other: 'VIEW_ENVIRONMENT',
  },
  {
    level: 'environment',
    model: 'RoleEnvironmentPermission',
    view: 'VIEW_ENVIRONMENT',
    taggable: 'UPDATE_FEATURE_STATE',
    other: 'VIEW_PROJECT',
  },
] as const;

const idOn = (level: 'project' | 'environment', tenant: Tenant): number =>
  level === 'project' ? tenant.project : tenant.environment.id;
const rowsOf = (tenant: Tenant, role: number, level: 'project' | 'environment'): string =>
  `${rolesOf(tenant)}${role}/${level}s-permissions/`;

describe.each(LEVELS)('what a role gives on one $level', ({ level, model, view, taggable, other }) => {
  it('is made, read, changed and deleted', async () => {
    const tenant = await api.tenant();
    const [role, tag] = [await makeRole(tenant), await makeTag(tenant, 'beta')];
    const rows = rowsOf(tenant, role, level);
    const thing = { [level]: idOn(level, tenant) };
    const permissions = [
      { permission_key: taggable, tags: [tag] },
      { permission_key: view, tags: [] },
    ];
    const created = await send(tenant.owner, 'POST', rows, { ...thing, permissions });
    const id = numberIn(created.body);
    const row = { id, role, ...thing, admin: false, permissions };
    expect(created).toEqual({ status: 201, body: row });
    const listed = await send(tenant.owner, 'GET', `${rows}?${level}=${idOn(level, tenant)}`);
    expect(listed.body).toEqual({ count: 1, next: null, previous: null, results: [row] });
    const one = `${rows}${id}/`;
    expect((await send(tenant.owner, 'GET', one)).body).toEqual(row);
    expect((await send(tenant.owner, 'PATCH', one, { admin: true })).body).toEqual({ ...row, admin: true });
    const put = await send(tenant.owner, 'PUT', one, { ...thing, permissions: [{ permission_key: view }] });
    expect(put.body).toEqual({ ...row, admin: true, permissions: [{ permission_key: view, tags: [] }] });
    expect((await send(tenant.owner, 'PUT', one, {})).body).toEqual({
      [level]: ['This field is required.'],
      permissions: ['This field is required.'],
    });
    expect((await send(tenant.owner, 'DELETE', one)).status).toBe(204);
    const absent = { status: 404, body: { detail: `No ${model} matches the given query.` } };
    for (const method of ['GET', 'DELETE', 'PATCH'] as const)
      expect(await send(tenant.owner, method, one)).toEqual(absent);
  });

  it('is one row: the second time it is replaced', async () => {
    const tenant = await api.tenant();
    const role = await makeRole(tenant);
    const first = await give(tenant, role, level, [{ permission_key: view }], true);
    const rows = rowsOf(tenant, role, level);
    const again = await send(tenant.owner, 'POST', rows, { [level]: idOn(level, tenant), permissions: [] });
    const replaced = { id: first, role, [level]: idOn(level, tenant), admin: false, permissions: [] };
    expect(again).toEqual({ status: 201, body: replaced });
    const both = await Promise.all([1, 2, 3].map(() => give(tenant, role, level, [{ permission_key: view }])));
    expect(new Set(both)).toEqual(new Set([first]));
  });

  it('takes keys of its level, and limits those that can be limited to tags of the project', async () => {
    const [tenant, foreign] = [await api.tenant(), await api.tenant()];
    const [role, tag, stranger] = [
      await makeRole(tenant),
      await makeTag(tenant, 'beta'),
      await makeTag(foreign, 'beta'),
    ];
    const refused = async (permission: object) =>
      send(tenant.owner, 'POST', rowsOf(tenant, role, level), {
        [level]: idOn(level, tenant),
        permissions: [{ permission_key: view, tags: [] }, permission],
      });
    const fault = (faults: object) => ({ status: 400, body: { permissions: [{}, faults] } });
    for (const key of ['FLY', other])
      expect(await refused({ permission_key: key, tags: [] })).toEqual(
        fault({ permission_key: [`Invalid pk "${key}" - object does not exist.`] }),
      );
    expect(await refused({ tags: [] })).toEqual(fault({ permission_key: ['This field is required.'] }));
    for (const wrong of [stranger, 99_999_999])
      expect(await refused({ permission_key: taggable, tags: [tag, wrong] })).toEqual(
        fault({ tags: [`Invalid pk "${wrong}" - object does not exist.`] }),
      );
    expect(await refused({ permission_key: view, tags: [tag] })).toEqual(
      fault({ tags: [`${view} cannot be limited to tags.`] }),
    );
    const listed = await send(tenant.owner, 'GET', `${rowsOf(tenant, role, level)}?${level}=${idOn(level, tenant)}`);
    expect(listed.body).toMatchObject({ count: 0, results: [] });
  });

  it('is never on a thing of another organisation', async () => {
    const [tenant, foreign] = [await api.tenant(), await api.tenant()];
    const role = await makeRole(tenant);
    const rows = rowsOf(tenant, role, level);
    for (const wrong of [idOn(level, foreign), 99_999_999]) {
      const invalid = { status: 400, body: { [level]: [`Invalid pk "${wrong}" - object does not exist.`] } };
      expect(await send(tenant.owner, 'POST', rows, { [level]: wrong, permissions: [] })).toEqual(invalid);
      const id = await give(tenant, role, level, []);
      expect(await send(tenant.owner, 'PATCH', `${rows}${id}/`, { [level]: wrong })).toEqual(invalid);
      const empty = { count: 0, next: null, previous: null, results: [] };
      expect((await send(tenant.owner, 'GET', `${rows}?${level}=${wrong}`)).body).toEqual(empty);
    }
    expect(await send(tenant.owner, 'GET', rows)).toEqual({
      status: 400,
      body: { [level]: ['This field is required.'] },
    });
  });

  it('loses a permission with its last tag, and does not give it for everything then', async () => {
    const tenant = await api.tenant();
    const [role, beta, slow] = [await makeRole(tenant), await makeTag(tenant, 'beta'), await makeTag(tenant, 'slow')];
    const id = await give(tenant, role, level, [{ permission_key: taggable, tags: [slow, beta] }]);
    const row = async () => (await send(tenant.owner, 'GET', `${rowsOf(tenant, role, level)}${id}/`)).body;
    expect(await row()).toMatchObject({ permissions: [{ permission_key: taggable, tags: [beta, slow] }] });
    await send(tenant.owner, 'DELETE', `/api/v1/projects/${tenant.project}/tags/${beta}/`);
    expect(await row()).toMatchObject({ permissions: [{ permission_key: taggable, tags: [slow] }] });
    await send(tenant.owner, 'DELETE', `/api/v1/projects/${tenant.project}/tags/${slow}/`);
    expect(await row()).toMatchObject({ permissions: [] });
  });
});

describe('what a role gives on the organisation', () => {
  it('is a list of keys, once', async () => {
    const tenant = await api.tenant();
    const role = await makeRole(tenant);
    const rows = `${rolesOf(tenant)}${role}/organisation-permissions/`;
    const created = await send(tenant.owner, 'POST', rows, { permissions: ['CREATE_PROJECT'] });
    const id = numberIn(created.body);
    const row = { id, role, permissions: ['CREATE_PROJECT'] };
    expect(created).toEqual({ status: 201, body: row });
    const page = { count: 1, next: null, previous: null, results: [row] };
    expect((await send(tenant.owner, 'GET', rows)).body).toEqual(page);
    const one = `${rows}${id}/`;
    expect((await send(tenant.owner, 'GET', one)).body).toEqual(row);
    expect((await send(tenant.owner, 'PATCH', one, {})).body).toEqual(row);
    const manage = { ...row, permissions: ['MANAGE_USER_GROUPS'] };
    expect((await send(tenant.owner, 'PUT', one, { permissions: ['MANAGE_USER_GROUPS'] })).body).toEqual(manage);
    expect((await send(tenant.owner, 'POST', rows, { permissions: [] })).body).toEqual({ ...row, permissions: [] });
    for (const key of ['FLY', 'VIEW_PROJECT'])
      expect(await send(tenant.owner, 'POST', rows, { permissions: [key] })).toEqual({
        status: 400,
        body: { permissions: [`Invalid pk "${key}" - object does not exist.`] },
      });
    expect((await send(tenant.owner, 'DELETE', one)).status).toBe(204);
    expect(await send(tenant.owner, 'GET', one)).toEqual({
      status: 404,
      body: { detail: 'No RoleOrganisationPermission matches the given query.' },
    });
  });
});
