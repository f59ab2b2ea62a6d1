import { careless, useApi, type Tenant } from '../../test/api/index.js';

const api = useApi();

const condition = (more: object = {}) => ({ operator: 'EQUAL', property: 'plan', value: 'pro', ...more });
const rules = (...conditions: object[]) => [{ type: 'ALL', conditions: [], rules: [{ type: 'ANY', conditions }] }];
const create = (tenant: Tenant, body: object) =>
  tenant.owner.POST('/api/v1/projects/{projectId}/segments/', {
    params: { path: { projectId: tenant.project } },
    body: careless({ name: 'pros', rules: rules(condition()), ...body }),
  });
const made = async (tenant: Tenant, body: object = {}) => (await create(tenant, body)).data?.id ?? 0;
const one = (tenant: Tenant, id: number) => ({ params: { path: { projectId: tenant.project, id } } });

describe('POST /projects/{id}/segments/', () => {
  it('makes a segment; rules and conditions get ids', async () => {
    const tenant = await api.tenant();
    const { response, data } = await create(tenant, { description: 'who pay', project: 99_999_999 });
    expect(response.status).toBe(201);
    expect(data).toEqual({
      id: expect.any(Number),
      uuid: expect.any(String),
      created_at: expect.any(String),
      updated_at: expect.any(String),
      name: 'pros',
      description: 'who pay',
      project: tenant.project,
      feature: null,
      version_of: data?.id,
      rules: [
        {
          id: expect.any(Number),
          type: 'ALL',
          conditions: [],
          rules: [
            {
              id: expect.any(Number),
              type: 'ANY',
              conditions: [
                { id: expect.any(Number), operator: 'EQUAL', property: 'plan', value: 'pro', description: null },
              ],
            },
          ],
        },
      ],
      metadata: [],
      membership_counts: [],
      managed_by: '',
    });
  });

  it('keeps values as text, and drops what is to be deleted', async () => {
    const tenant = await api.tenant();
    const values = [7, true, null, undefined, [1, 'a', null], { a: "it's" }];
    const { data } = await create(tenant, {
      rules: rules(...values.map((value) => condition({ value })), condition({ delete: true })),
    });
    expect(data?.rules[0]?.rules[0]?.conditions.map(({ value }) => value)).toEqual([
      '7',
      'True',
      'None',
      'None',
      "[1, 'a', None]",
      `{'a': "it's"}`,
    ]);
  });

  it('asks for nothing but a type of a rule, and takes a split without a property', async () => {
    const tenant = await api.tenant();
    const { data } = await create(tenant, { rules: [{ type: 'ALL' }] });
    expect(data?.rules).toEqual([{ id: expect.any(Number), type: 'ALL', conditions: [], rules: [] }]);
    const split = { operator: 'PERCENTAGE_SPLIT', value: '50' };
    for (const one of [split, { ...split, property: null }])
      expect((await create(tenant, { rules: rules(one) })).response.status).toBe(201);
  });

  it.each([
    ['no rules', { rules: [] }, { rules: { non_field_errors: ['This list may not be empty.'] } }],
    ['rules left out', { rules: undefined }, { rules: ['This field is required.'] }],
    ['no name', { name: undefined }, { name: ['This field is required.'] }],
    [
      'an unknown operator',
      { rules: rules(condition({ operator: 'LIKE' })) },
      { rules: [{ rules: [{ conditions: [{ operator: ['"LIKE" is not a valid choice.'] }] }] }] },
    ],
    [
      'an unknown quantifier',
      { rules: [{ type: 'MAYBE' }] },
      { rules: [{ type: ['"MAYBE" is not a valid choice.'] }] },
    ],
    [
      'a third level',
      { rules: [{ type: 'ALL', rules: [{ type: 'ALL', rules: [{ type: 'ALL' }] }] }] },
      { segment: ['Rules must not be nested more than 2 levels deep.'] },
    ],
    [
      '101 conditions',
      { rules: rules(...Array.from({ length: 101 }, () => condition())) },
      { segment: ['The segment has 101 conditions, which exceeds the maximum condition count of 100.'] },
    ],
    [
      'a condition about nothing',
      { rules: rules(condition(), condition({ property: null })) },
      { rules: [{ rules: [{ conditions: [{}, { property: ['This field may not be blank.'] }] }] }] },
    ],
    [
      'a long value',
      { rules: rules(condition({ value: 'x'.repeat(1_001) })) },
      { rules: [{ rules: [{ conditions: [{ value: ['Ensure this field has no more than 1000 characters.'] }] }] }] },
    ],
    ['an unknown feature', { feature: 99_999_999 }, { feature: ['Invalid pk "99999999" - object does not exist.'] }],
  ])('refuses %s', async (_, body, faults) => {
    const { response, error } = await create(await api.tenant(), body);
    expect([response.status, error]).toEqual([400, faults]);
  });

  it('warns of a pattern that never matches, whenever the segment is told alone', async () => {
    const tenant = await api.tenant();
    const regex = (value: string) => condition({ operator: 'REGEX', property: 'email', value });
    const { data } = await create(tenant, {
      rules: [
        ...rules(regex('a(?=b)'), regex('^ada@'), condition({ value: 'a(?=b)' })),
        { type: 'ALL', conditions: [regex('(')] },
      ],
    });
    const warnings = ['The pattern "(" for "email" never matches: RE2 cannot express it.'];
    const both = ['The pattern "a(?=b)" for "email" never matches: RE2 cannot express it.', ...warnings];
    expect(data?.warnings).toEqual(both);
    const url = '/api/v1/projects/{projectId}/segments/{id}/';
    const at = one(tenant, data?.id ?? 0);
    expect((await tenant.owner.GET(url, at)).data).toEqual(data);
    const list = await tenant.owner.GET('/api/v1/projects/{projectId}/segments/', {
      params: { path: { projectId: tenant.project } },
    });
    expect(list.data?.results[0]).not.toHaveProperty('warnings');
    const some = await tenant.owner.PATCH(url, { ...at, body: careless({ rules: rules(regex('(')) }) });
    expect(some.data?.warnings).toEqual(warnings);
    const none = await tenant.owner.PATCH(url, { ...at, body: careless({ rules: rules(regex('^ada@')) }) });
    expect(none.data).not.toHaveProperty('warnings');
  });

  it('takes no feature of another project', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const feature = await api.feature(other, 'banner');
    expect((await create(tenant, { feature })).response.status).toBe(400);
    expect((await create(other, { feature })).data?.feature).toBe(feature);
  });
});

describe('GET /projects/{id}/segments/', () => {
  it('finds by part of the name, and leaves out what is for one feature', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner');
    await made(tenant, { name: 'Pro users' });
    await made(tenant, { name: 'free' });
    await made(tenant, { name: 'banner only', feature });
    const names = async (query: object) => {
      const { data } = await tenant.owner.GET('/api/v1/projects/{projectId}/segments/', {
        params: { path: { projectId: tenant.project }, query: careless(query) },
      });
      return [data?.count, data?.results.map(({ name }) => name)];
    };
    expect(await names({})).toEqual([3, ['Pro users', 'free', 'banner only']]);
    expect(await names({ q: 'PRO' })).toEqual([1, ['Pro users']]);
    expect(await names({ include_feature_specific: 'false' })).toEqual([2, ['Pro users', 'free']]);
    expect(await names({ page_size: 2, page: 2 })).toEqual([3, ['banner only']]);
  });
});

describe('GET /projects/{id}/segments/?identity=', () => {
  it('lists those that the identity is in, by its stored traits', async () => {
    const tenant = await api.tenant();
    await made(tenant, { name: 'pros' });
    await made(tenant, { name: 'others', rules: [{ type: 'NONE', conditions: [condition()] }] });
    await api.sdk(tenant.environment.key).POST('/api/v1/identities/', {
      body: careless({ identifier: 'alice', traits: [{ trait_key: 'plan', trait_value: 'pro' }] }),
    });
    const path = { environmentKey: tenant.environment.key };
    const { data } = await tenant.owner.GET('/api/v1/environments/{environmentKey}/identities/', { params: { path } });
    const names = async (owner: Tenant, identity: number) => {
      const listed = await owner.owner.GET('/api/v1/projects/{projectId}/segments/', {
        params: { path: { projectId: owner.project }, query: careless({ identity }) },
      });
      return listed.data?.results.map(({ name }) => name);
    };
    const alice = data?.results[0]?.id ?? 0;
    expect(await names(tenant, alice)).toEqual(['pros']);
    const other = await api.tenant();
    await made(other, { rules: [{ type: 'ALL' }] });
    expect(await names(other, alice)).toEqual([]);
  });
});

describe('GET /projects/{id}/segments/{id}/members/', () => {
  it('is not there unless a setting says so', async () => {
    const tenant = await api.tenant();
    const at = one(tenant, await made(tenant));
    const { response, error } = await tenant.owner.GET('/api/v1/projects/{projectId}/segments/{id}/members/', {
      params: { ...at.params, query: careless({}) },
    });
    expect([response.status, error]).toEqual([404, { detail: 'Not found.' }]);
  });
});

describe('GET /segments/get-by-uuid/{key}/', () => {
  it('answers whoever may see the project', async () => {
    const tenant = await api.tenant();
    const { data } = await create(tenant, {});
    const url = '/api/v1/segments/get-by-uuid/{key}/';
    const by = (key: string) => ({ params: { path: { key } } });
    expect((await tenant.owner.GET(url, by(data?.uuid ?? ''))).data).toEqual(data);
    const stranger = await api.person();
    for (const { error } of [
      await stranger.GET(url, by(data?.uuid ?? '')),
      await tenant.owner.GET(url, by('00000000-0000-4000-8000-000000000000')),
      await tenant.owner.GET(url, by('nope')),
    ])
      expect(error).toEqual({ detail: 'No Segment matches the given query.' });
  });
});

describe('PUT, PATCH and DELETE /projects/{id}/segments/{id}/', () => {
  it('replaces rules as a whole, keeps what is not named, and forgets what is deleted', async () => {
    const tenant = await api.tenant();
    const id = await made(tenant, { description: 'who pay' });
    const url = '/api/v1/projects/{projectId}/segments/{id}/';
    const body = careless({ name: 'payers', rules: [{ type: 'NONE', conditions: [condition()] }] });
    const put = await tenant.owner.PUT(url, { ...one(tenant, id), body });
    expect(put.data).toMatchObject({ name: 'payers', description: 'who pay', rules: [{ type: 'NONE', rules: [] }] });
    const patched = await tenant.owner.PATCH(url, { ...one(tenant, id), body: { name: 'pros' } });
    expect(patched.data).toEqual({ ...put.data, name: 'pros', updated_at: expect.any(String) });
    expect((await tenant.owner.DELETE(url, one(tenant, id))).response.status).toBe(204);
    expect((await tenant.owner.GET(url, one(tenant, id))).error).toEqual({
      detail: 'No Segment matches the given query.',
    });
  });
});

describe('POST /projects/{id}/segments/{id}/clone/', () => {
  it('copies rules, with ids of their own', async () => {
    const tenant = await api.tenant();
    const id = await made(tenant);
    const url = '/api/v1/projects/{projectId}/segments/{id}/clone/';
    const { data } = await tenant.owner.POST(url, { ...one(tenant, id), body: { name: 'pros' } });
    const { data: original } = await tenant.owner.GET('/api/v1/projects/{projectId}/segments/{id}/', one(tenant, id));
    expect(data).toMatchObject({ name: 'pros', rules: [{ rules: [{ conditions: [{ value: 'pro' }] }] }] });
    expect([data?.id, data?.version_of]).toEqual([expect.any(Number), data?.id]);
    expect(data?.rules[0]?.id).not.toBe(original?.rules[0]?.id);
  });
});

describe('who may', () => {
  it('strangers learn nothing, and members read with VIEW_PROJECT', async () => {
    const tenant = await api.tenant();
    const id = await made(tenant);
    const stranger = await api.person();
    const list = '/api/v1/projects/{projectId}/segments/';
    const url = '/api/v1/projects/{projectId}/segments/{id}/';
    const statuses = async (person: typeof stranger) => [
      (await person.GET(list, { params: { path: { projectId: tenant.project } } })).response.status,
      (await person.GET(url, one(tenant, id))).response.status,
      (await person.PATCH(url, { ...one(tenant, id), body: { name: 'x' } })).response.status,
      (await person.DELETE(url, one(tenant, id))).response.status,
    ];
    expect(await statuses(stranger)).toEqual([403, 404, 404, 404]);
    const member = await api.member(tenant.organisation);
    expect(await statuses(member)).toEqual([403, 404, 404, 404]);
    await tenant.owner.POST('/api/v1/projects/{projectId}/user-permissions/', {
      params: { path: { projectId: tenant.project } },
      body: { user: member.id, permissions: ['VIEW_PROJECT'], admin: false },
    });
    expect(await statuses(member)).toEqual([200, 200, 403, 403]);
  });
});
