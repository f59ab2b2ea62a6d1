import { useApi, type Tenant } from '../../../test/api/index.js';

const api = useApi();

const options = '/api/v1/projects/{projectId}/features/{featureId}/mv-options/' as const;
const option = '/api/v1/projects/{projectId}/features/{featureId}/mv-options/{id}/' as const;

async function add({ owner, project }: Tenant, feature: number, string_value: string, share: number, key?: string) {
  const body = { feature, string_value, default_percentage_allocation: share, ...(key === undefined ? {} : { key }) };
  return owner.POST(options, { params: { path: { projectId: project, featureId: feature } }, body });
}

describe('mv-options', () => {
  it('turn a feature into a multivariate one, and the last that goes turns it back', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'colour', { initial_value: 'grey' });
    const type = async () =>
      (
        await tenant.owner.GET('/api/v1/projects/{projectId}/features/{id}/', {
          params: { path: { projectId: tenant.project, id: feature } },
        })
      ).data?.type;
    const { data } = await add(tenant, feature, 'red', 20);
    expect(await type()).toBe('MULTIVARIATE');
    await tenant.owner.DELETE(option, {
      params: { path: { projectId: tenant.project, featureId: feature, id: data?.id ?? 0 } },
    });
    expect(await type()).toBe('STANDARD');
  });

  it('never share out more than 100 %, neither by default nor in an environment', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'colour');
    expect((await add(tenant, feature, 'red', 60)).response.status).toBe(201);
    const tooMuch = { default_percentage_allocation: ['Invalid percentage allocation'] };
    expect((await add(tenant, feature, 'blue', 50)).error).toEqual(tooMuch);
    expect((await add(tenant, feature, 'blue', 40)).response.status).toBe(201);
  });

  it('stay within 100 % when two are added at the same moment', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'colour');
    const outcomes = await Promise.all(['red', 'blue', 'green'].map((value) => add(tenant, feature, value, 60)));
    expect(outcomes.map(({ response }) => response.status).sort()).toEqual([201, 400, 400]);
  });

  it('have keys that are slugs, unique in their feature, and never "control"', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'colour');
    expect((await add(tenant, feature, 'red', 1, 'red')).response.status).toBe(201);
    expect((await add(tenant, feature, 'x', 1, 'red')).error).toEqual({
      key: ['Multivariate option with this key already exists for the feature.'],
    });
    expect((await add(tenant, feature, 'x', 1, 'control')).error).toEqual({
      key: ['"control" is a reserved variant key.'],
    });
    expect((await add(tenant, feature, 'x', 1, 'no slug!')).response.status).toBe(400);
  });

  it('reach the SDK: everybody at 100 %, nobody at 0 %', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'colour', { initial_value: 'grey', default_enabled: true });
    const { data } = await add(tenant, feature, 'red', 100, 'crimson');
    const sdk = api.sdk(tenant.environment.key);
    const seen = async () => {
      const answer = await sdk.GET('/api/v1/identities/', {
        params: { query: { identifier: 'alice', feature: 'colour' } },
      });
      return answer.data && 'variant' in answer.data
        ? [answer.data.feature_state_value, answer.data.variant]
        : answer.error;
    };
    expect(await seen()).toEqual(['red', 'crimson']);
    expect((await sdk.GET('/api/v1/flags/')).data).toEqual([expect.objectContaining({ feature_state_value: 'grey' })]);
    const states = await tenant.owner.GET('/api/v1/environments/{environmentKey}/featurestates/', {
      params: { path: { environmentKey: tenant.environment.key } },
    });
    const state = states.data?.results[0];
    const body = {
      multivariate_feature_state_values: [{ multivariate_feature_option: data?.id ?? 0, percentage_allocation: 0 }],
    };
    const path = { environmentKey: tenant.environment.key, id: state && 'id' in state ? state.id : 0 };
    await tenant.owner.PUT('/api/v1/environments/{environmentKey}/featurestates/{id}/', { params: { path }, body });
    expect(await seen()).toEqual(['grey', 'control']);
  });
});
