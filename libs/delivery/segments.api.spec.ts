import { careless, useApi, type Tenant } from '../../test/api/index.js';

const api = useApi();

const segment = async ({ owner, project }: Tenant, name: string, conditions: object[], more: object = {}) => {
  const { data } = await owner.POST('/api/v1/projects/{projectId}/segments/', {
    params: { path: { projectId: project } },
    body: careless({ name, rules: [{ type: 'ALL', rules: [{ type: 'ANY', conditions }] }], ...more }),
  });
  return data?.id ?? 0;
};
const plan = (value: string) => [{ operator: 'EQUAL', property: 'plan', value }];
const override = async (
  { owner, environment }: Tenant,
  feature: number,
  of: number,
  value: string,
  more: object = {},
) => {
  const { data } = await owner.POST(
    '/api/v1/environments/{environmentKey}/features/{featureId}/create-segment-override/',
    {
      params: { path: { environmentKey: environment.key, featureId: feature } },
      body: careless({
        feature_segment: { segment: of, priority: 0 },
        enabled: true,
        feature_state_value: { type: 'unicode', string_value: value },
        ...more,
      }),
    },
  );
  return data?.feature_segment.id ?? 0;
};
const flagsFor = async ({ environment }: Tenant, traits: Record<string, unknown>, identifier = 'alice') => {
  const { data } = await api.sdk(environment.key).POST('/api/v1/identities/', {
    body: careless({
      identifier,
      traits: Object.entries(traits).map(([trait_key, trait_value]) => ({ trait_key, trait_value })),
    }),
  });
  return (data?.flags ?? []).map(({ feature_state_value: value, feature_segment: of }) => [value, of]);
};
const document = async (tenant: Tenant) => {
  const { data } = await api.sdk(await api.serverKey(tenant)).GET('/api/v1/environment-document/');
  return data;
};

describe('the flags of an identity', () => {
  it('follow its traits, the strongest segment first, and its own overrides before all', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello', default_enabled: true });
    const old = [{ operator: 'GREATER_THAN', property: 'age', value: '65' }];
    const [pros, elders] = [await segment(tenant, 'pros', plan('pro')), await segment(tenant, 'old', old)];
    const forPros = await override(tenant, feature, pros, 'hi pro');
    expect([await flagsFor(tenant, {}), await flagsFor(tenant, { plan: 'pro' })]).toEqual([
      [['hello', null]],
      [['hi pro', forPros]],
    ]);
    const forElders = await override(tenant, feature, elders, 'hi elder');
    expect(await flagsFor(tenant, { plan: 'pro', age: 70 })).toEqual([['hi elder', forElders]]);
    await tenant.owner.POST('/api/v1/features/feature-segments/update-priorities/', {
      body: [{ id: forPros, priority: 0 }],
    });
    expect(await flagsFor(tenant, { plan: 'pro', age: 70 })).toEqual([['hi pro', forPros]]);
    const { data } = await tenant.owner.GET('/api/v1/environments/{environmentKey}/identities/', {
      params: { path: { environmentKey: tenant.environment.key } },
    });
    await tenant.owner.POST('/api/v1/environments/{environmentKey}/identities/{identityId}/featurestates/', {
      params: { path: { environmentKey: tenant.environment.key, identityId: data?.results[0]?.id ?? 0 } },
      body: { feature, feature_state_value: 'hi you' },
    });
    expect(await flagsFor(tenant, {})).toEqual([['hi you', null]]);
  });

  it('follow every change of a segment at once', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello' });
    const pros = await segment(tenant, 'pros', plan('pro'));
    const row = await override(tenant, feature, pros, 'hi pro');
    const place = { params: { path: { projectId: tenant.project, id: pros } } };
    expect(await flagsFor(tenant, { plan: 'pro' })).toEqual([['hi pro', row]]);
    await tenant.owner.PATCH('/api/v1/projects/{projectId}/segments/{id}/', {
      ...place,
      body: careless({ rules: [{ type: 'ALL', conditions: plan('free') }] }),
    });
    expect([await flagsFor(tenant, { plan: 'pro' }), await flagsFor(tenant, { plan: 'free' })]).toEqual([
      [['hello', null]],
      [['hi pro', row]],
    ]);
    await tenant.owner.DELETE('/api/v1/projects/{projectId}/segments/{id}/', place);
    expect(await flagsFor(tenant, { plan: 'free' })).toEqual([['hello', null]]);
  });

  it('split by a share of the identities, with the variants of the override', async () => {
    const tenant = await api.tenant();
    const { data: feature } = await tenant.owner.POST('/api/v1/projects/{projectId}/features/', {
      params: { path: { projectId: tenant.project } },
      body: { name: 'colour', initial_value: 'grey', multivariate_options: [{ string_value: 'red' }] },
    });
    const option = feature?.multivariate_options[0]?.id ?? 0;
    const half = await segment(tenant, 'half', [{ operator: 'PERCENTAGE_SPLIT', property: null, value: '50' }]);
    const shares = [{ multivariate_feature_option: option, percentage_allocation: 100 }];
    const { data: states } = await tenant.owner.GET('/api/v1/features/featurestates/', {
      params: { query: { environment: tenant.environment.id } },
    });
    await tenant.owner.PATCH('/api/v1/features/featurestates/{id}/', {
      params: { path: { id: states?.results[0]?.id ?? 0 } },
      body: { multivariate_feature_state_values: [{ multivariate_feature_option: option, percentage_allocation: 0 }] },
    });
    await override(tenant, feature?.id ?? 0, half, 'blue', { multivariate_feature_state_values: shares });
    const values: unknown[] = [];
    for (let number = 0; number < 40; number += 1)
      values.push((await flagsFor(tenant, {}, `identity-${number}`))[0]?.[0]);
    expect(new Set(values)).toEqual(new Set(['grey', 'red']));
  });

  it('never are what a segment gives without an identity', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello' });
    await override(tenant, feature, await segment(tenant, 'all', [], { rules: [{ type: 'ALL' }] }), 'hi');
    const { data } = await api.sdk(tenant.environment.key).GET('/api/v1/flags/');
    expect(data).toMatchObject([{ feature_state_value: 'hello', feature_segment: null }]);
  });
});

describe('GET /environment-document/', () => {
  it('holds segments with their rules and overrides, but for those of a feature that they do not override', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello' });
    const pros = await segment(tenant, 'pros', plan('pro'));
    const unused = await segment(tenant, 'unused', plan('free'));
    await segment(tenant, 'own', plan('trial'), { feature });
    await override(tenant, feature, pros, 'hi pro');
    const made = await document(tenant);
    const rules = (value: string) => [
      {
        type: 'ALL',
        conditions: [],
        rules: [{ type: 'ANY', rules: [], conditions: [{ operator: 'EQUAL', property_: 'plan', value }] }],
      },
    ];
    expect(made?.project).toMatchObject({
      segments: [
        {
          id: pros,
          name: 'pros',
          rules: rules('pro'),
          feature_states: [
            {
              feature: { id: feature, name: 'banner', type: 'STANDARD' },
              enabled: true,
              feature_state_value: 'hi pro',
              feature_segment: { priority: 0 },
              multivariate_feature_state_values: [],
            },
          ],
        },
        { id: unused, name: 'unused', rules: rules('free'), feature_states: [] },
      ],
    });
    expect(made?.feature_states).toMatchObject([{ feature_state_value: 'hello', feature_segment: null }]);
  });
});
