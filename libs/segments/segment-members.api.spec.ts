import { careless, useApi, type Actor, type Tenant } from '../../test/api/index.js';

process.env['SEGMENT_MEMBERSHIP_INSPECTION'] = 'true';
const api = useApi();

const condition = (more: object = {}) => ({ operator: 'EQUAL', property: 'plan', value: 'pro', ...more });

async function segment({ owner, project }: Tenant, ...conditions: object[]): Promise<number> {
  const { data } = await owner.POST('/api/v1/projects/{projectId}/segments/', {
    params: { path: { projectId: project } },
    body: careless({ name: 'pros', rules: [{ type: 'ALL', conditions }] }),
  });
  return data?.id ?? 0;
}

const identify = ({ environment }: Tenant, identifier: string, traits: Record<string, unknown>) =>
  api.sdk(environment.key).POST('/api/v1/identities/', {
    body: careless({
      identifier,
      traits: Object.entries(traits).map(([trait_key, trait_value]) => ({ trait_key, trait_value })),
    }),
  });

/** Many at once, `n` of them with a plan. */
const many = ({ environment }: Tenant, from: number, to: number, plan: string) =>
  api.sql(
    `insert into identity (environment_id, identifier, traits)
     select $1, 'user-' || lpad(n::text, 5, '0'), jsonb_build_object('plan', jsonb_build_object('id', n, 'type', 'unicode', 'value', $4::text))
     from generate_series($2::int, $3::int) n`,
    [environment.id, from, to, plan],
  );

const members = (person: Actor, { project, environment }: Tenant, id: number, query: object = {}) =>
  person.GET('/api/v1/projects/{projectId}/segments/{id}/members/', {
    params: { path: { projectId: project, id }, query: careless({ environment: environment.id, ...query }) },
  });

async function names(tenant: Tenant, id: number, query: object = {}): Promise<unknown[]> {
  const { data } = await members(tenant.owner, tenant, id, query);
  return [data?.results.map(({ identifier }) => identifier), data?.next_cursor];
}

describe('GET /projects/{id}/segments/{id}/members/', () => {
  it('lists who is in the segment by stored traits, by identifier', async () => {
    const tenant = await api.tenant();
    const id = await segment(
      tenant,
      condition(),
      condition({ operator: 'GREATER_THAN', property: 'age', value: '17' }),
    );
    await identify(tenant, 'grace', { plan: 'pro', age: 37.5, size: 'XL' });
    await identify(tenant, 'bob', { plan: 'free', age: 50 });
    await identify(tenant, 'ada', { plan: 'pro', age: 36 });
    await identify(tenant, 'kid', { plan: 'pro', age: 12 });
    const { response, data } = await members(tenant.owner, tenant, id);
    expect([response.status, data]).toEqual([
      200,
      {
        results: [
          { identifier: 'ada', identity_key: `${tenant.environment.key}_ada`, traits: { plan: 'pro', age: 36 } },
          {
            identifier: 'grace',
            identity_key: `${tenant.environment.key}_grace`,
            traits: { plan: 'pro', age: 37.5, size: 'XL' },
          },
        ],
        next_cursor: null,
      },
    ]);
  });

  it('goes on page by page, and the last one says so', async () => {
    const tenant = await api.tenant();
    const id = await segment(tenant, condition());
    for (const name of ['a', 'b', 'c', 'd']) await identify(tenant, name, { plan: 'pro' });
    expect(await names(tenant, id, { limit: 2 })).toEqual([['a', 'b'], 'b']);
    expect(await names(tenant, id, { limit: 2, cursor: 'b' })).toEqual([['c', 'd'], null]);
    expect(await names(tenant, id, { cursor: 'd' })).toEqual([[], null]);
  });

  it('finds part of an identifier in any case', async () => {
    const tenant = await api.tenant();
    const id = await segment(tenant, condition());
    for (const name of ['ada@example.com', 'bob@example.com', 'ADAM']) await identify(tenant, name, { plan: 'pro' });
    const [found] = await names(tenant, id, { q: 'ada' });
    expect(found).toEqual(expect.arrayContaining(['ada@example.com', 'ADAM']));
    expect(found).toHaveLength(2);
  });

  it('shares by percentage as flags do', async () => {
    const tenant = await api.tenant();
    const id = await segment(tenant, { operator: 'PERCENTAGE_SPLIT', property: null, value: '50' });
    for (let count = 0; count < 20; count++) await identify(tenant, `user-${count}`, {});
    const path = { environmentKey: tenant.environment.key };
    const listed = await tenant.owner.GET('/api/v1/environments/{environmentKey}/identities/', { params: { path } });
    const within: string[] = [];
    for (const { id: identity, identifier } of listed.data?.results ?? []) {
      const { data } = await tenant.owner.GET('/api/v1/projects/{projectId}/segments/', {
        params: { path: { projectId: tenant.project }, query: careless({ identity }) },
      });
      if (data?.count === 1) within.push(identifier);
    }
    const [found] = await names(tenant, id);
    expect(found).toHaveLength(within.length);
    expect(found).toEqual(expect.arrayContaining(within));
  });

  it('looks at a bounded number of identities, and says where to go on', async () => {
    const tenant = await api.tenant();
    const id = await segment(tenant, condition());
    await many(tenant, 1, 12_000, 'free');
    await many(tenant, 12_001, 12_003, 'pro');
    const found: string[] = [];
    let pages = 0;
    for (let cursor: string | null | undefined; cursor !== null && pages < 100; pages += 1) {
      const { data } = await members(tenant.owner, tenant, id, { limit: 2, ...(cursor ? { cursor } : {}) });
      found.push(...(data?.results ?? []).map(({ identifier }) => identifier));
      cursor = data?.next_cursor ?? null;
    }
    expect(found).toEqual(['user-12001', 'user-12002', 'user-12003']);
    expect(pages).toBeGreaterThanOrEqual(3);
  });

  it.each([
    [{ environment: undefined }, { environment: ['This field is required.'] }],
    [{ environment: 'x' }, { environment: ['A valid integer is required.'] }],
    [{ limit: 0 }, { limit: ['Ensure this value is greater than or equal to 1.'] }],
    [{ limit: 201 }, { limit: ['Ensure this value is less than or equal to 200.'] }],
    [{ cursor: '' }, { cursor: ['This field may not be blank.'] }],
    [{ q: '' }, { q: ['This field may not be blank.'] }],
  ])('refuses %j', async (query, faults) => {
    const tenant = await api.tenant();
    const { response, error } = await members(tenant.owner, tenant, await segment(tenant, condition()), query);
    expect([response.status, error]).toEqual([400, faults]);
  });

  it('is for who may manage segments and see identities there, and of its own project only', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const id = await segment(tenant, condition());
    const member = await api.member(tenant.organisation);
    const status = async (person: Actor) => (await members(person, tenant, id)).response.status;
    expect([await status(other.owner), await status(member)]).toEqual([404, 404]);
    await tenant.owner.POST('/api/v1/projects/{projectId}/user-permissions/', {
      params: { path: { projectId: tenant.project } },
      body: { user: member.id, permissions: ['VIEW_PROJECT', 'MANAGE_SEGMENTS'], admin: false },
    });
    expect(await status(member)).toBe(403);
    await tenant.owner.POST('/api/v1/environments/{environmentKey}/user-permissions/', {
      params: { path: { environmentKey: tenant.environment.key } },
      body: { user: member.id, permissions: ['VIEW_ENVIRONMENT', 'VIEW_IDENTITIES'], admin: false },
    });
    expect(await status(member)).toBe(200);
    const foreign = await members(tenant.owner, tenant, id, { environment: other.environment.id });
    expect([foreign.response.status, foreign.error]).toEqual([
      404,
      { detail: 'No Environment matches the given query.' },
    ]);
    expect((await members(tenant.owner, tenant, 99_999_999)).error).toEqual({
      detail: 'No Segment matches the given query.',
    });
  });
});
