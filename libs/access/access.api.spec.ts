import { useApi, type Actor, type Tenant } from '../../test/api/index.js';

const api = useApi();

/** What a caller may be on a project's or an environment's level. */
type Level = 'project' | 'environment';

/** One attempt at each kind of thing, and the right that it asks for. */
const ATTEMPTS: readonly {
  name: string;
  level: Level;
  right: string;
  attempt(actor: Actor, tenant: Tenant): Promise<number>;
}[] = [
  {
    name: 'see the project',
    level: 'project',
    right: 'VIEW_PROJECT',
    attempt: async (actor, { project }) =>
      (await actor.GET('/api/v1/projects/{projectId}/', { params: { path: { projectId: project } } })).response.status,
  },
  {
    name: 'create a feature',
    level: 'project',
    right: 'CREATE_FEATURE',
    attempt: async (actor, { project }) =>
      (
        await actor.POST('/api/v1/projects/{projectId}/features/', {
          params: { path: { projectId: project } },
          body: { name: `f${Date.now()}` },
        })
      ).response.status,
  },
  {
    name: 'create an environment',
    level: 'project',
    right: 'CREATE_ENVIRONMENT',
    attempt: async (actor, { project }) =>
      (await actor.POST('/api/v1/environments/', { body: { name: `E${Date.now()}`, project } })).response.status,
  },
  {
    name: 'see the environment',
    level: 'environment',
    right: 'VIEW_ENVIRONMENT',
    attempt: async (actor, { environment }) =>
      (
        await actor.GET('/api/v1/environments/{environmentKey}/', {
          params: { path: { environmentKey: environment.key } },
        })
      ).response.status,
  },
  {
    name: 'list identities',
    level: 'environment',
    right: 'VIEW_IDENTITIES',
    attempt: async (actor, { environment }) =>
      (
        await actor.GET('/api/v1/environments/{environmentKey}/identities/', {
          params: { path: { environmentKey: environment.key } },
        })
      ).response.status,
  },
  {
    name: 'make an identity',
    level: 'environment',
    right: 'MANAGE_IDENTITIES',
    attempt: async (actor, { environment }) =>
      (
        await actor.POST('/api/v1/environments/{environmentKey}/identities/', {
          params: { path: { environmentKey: environment.key } },
          body: { identifier: `i${Date.now()}` },
        })
      ).response.status,
  },
];

const allowed = (status: number): boolean => status < 300;

async function grant(
  { owner, project, environment }: Tenant,
  level: Level,
  user: number,
  permissions: string[],
  admin = false,
): Promise<void> {
  const body = { user, permissions, admin };
  if (level === 'project')
    await owner.POST('/api/v1/projects/{projectId}/user-permissions/', {
      params: { path: { projectId: project } },
      body,
    });
  else
    await owner.POST('/api/v1/environments/{environmentKey}/user-permissions/', {
      params: { path: { environmentKey: environment.key } },
      body,
    });
}

describe.each(ATTEMPTS)('to $name', ({ level, right, attempt }) => {
  it(`takes ${right}, and no other right of the level will do`, async () => {
    const tenant = await api.tenant();
    const member = await api.member(tenant.organisation);
    expect(allowed(await attempt(member, tenant))).toBe(false);
    await grant(tenant, level, member.id, [right]);
    expect(allowed(await attempt(member, tenant))).toBe(true);
    const other = await api.member(tenant.organisation);
    const others = ATTEMPTS.filter((one) => one.level === level && one.right !== right).map((one) => one.right);
    await grant(tenant, level, other.id, others);
    expect(allowed(await attempt(other, tenant))).toBe(false);
  });

  it('is open to admins of the level, of those above, and of the organisation', async () => {
    const tenant = await api.tenant();
    for (const above of level === 'environment' ? (['environment', 'project'] as const) : (['project'] as const)) {
      const admin = await api.member(tenant.organisation);
      await grant(tenant, above, admin.id, [], true);
      expect(allowed(await attempt(admin, tenant))).toBe(true);
    }
    expect(allowed(await attempt(tenant.owner, tenant))).toBe(true);
  });

  it('is closed to the admin of another organisation, to a key of theirs, and to nobody at all', async () => {
    const tenant = await api.tenant();
    const stranger = await api.tenant();
    const { data } = await stranger.owner.POST('/api/v1/organisations/{organisationId}/master-api-keys/', {
      params: { path: { organisationId: stranger.organisation } },
      body: { name: 'k' },
    });
    const key = api.as({ authorization: `Api-Key ${data?.key ?? ''}` });
    expect([403, 404]).toContain(await attempt(stranger.owner, tenant));
    expect([403, 404]).toContain(await attempt(key, tenant));
    expect(await attempt(api.as(), tenant)).toBe(401);
  });
});

describe('my-permissions', () => {
  it('tells what has been granted, and hides a project from those who may not see it', async () => {
    const tenant = await api.tenant();
    const member = await api.member(tenant.organisation);
    const path = { params: { path: { projectId: tenant.project } } };
    expect((await member.GET('/api/v1/projects/{projectId}/my-permissions/', path)).response.status).toBe(404);
    await grant(tenant, 'project', member.id, ['VIEW_PROJECT', 'CREATE_FEATURE']);
    const { data } = await member.GET('/api/v1/projects/{projectId}/my-permissions/', path);
    expect(data).toEqual({ permissions: ['VIEW_PROJECT', 'CREATE_FEATURE'], admin: false, tag_based_permissions: [] });
    const owner = await tenant.owner.GET('/api/v1/projects/{projectId}/my-permissions/', path);
    expect(owner.data).toEqual({ permissions: [], admin: true, tag_based_permissions: [] });
  });
});

describe('user-permissions', () => {
  it('are changed and taken back at once', async () => {
    const tenant = await api.tenant();
    const member = await api.member(tenant.organisation);
    const path = { projectId: tenant.project };
    const created = await tenant.owner.POST('/api/v1/projects/{projectId}/user-permissions/', {
      params: { path },
      body: { user: member.id, permissions: ['VIEW_PROJECT'] },
    });
    const row = { params: { path: { ...path, id: created.data?.id ?? 0 } } };
    const patched = await tenant.owner.PATCH('/api/v1/projects/{projectId}/user-permissions/{id}/', {
      ...row,
      body: { admin: true },
    });
    expect(patched.data).toMatchObject({ admin: true, permissions: ['VIEW_PROJECT'] });
    expect(
      (await tenant.owner.DELETE('/api/v1/projects/{projectId}/user-permissions/{id}/', row)).response.status,
    ).toBe(204);
    expect((await member.GET('/api/v1/projects/{projectId}/', { params: { path } })).response.status).toBe(404);
  });

  it('are for members of the organisation, with keys that exist, once per member', async () => {
    const tenant = await api.tenant();
    const stranger = await api.person();
    const member = await api.member(tenant.organisation);
    const create = (body: { user: number; permissions?: string[] }) =>
      tenant.owner.POST('/api/v1/projects/{projectId}/user-permissions/', {
        params: { path: { projectId: tenant.project } },
        body,
      });
    expect((await create({ user: stranger.id })).error).toEqual({
      user: [`Invalid pk "${stranger.id}" - object does not exist.`],
    });
    expect((await create({ user: member.id, permissions: ['FLY'] })).error).toEqual({
      permissions: ['Invalid pk "FLY" - object does not exist.'],
    });
    expect((await create({ user: member.id })).response.status).toBe(201);
    expect((await create({ user: member.id })).response.status).toBe(400);
  });
});
