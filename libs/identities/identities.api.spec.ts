import { useApi, type Tenant } from '../../test/api/index.js';

const api = useApi();
const identities = '/api/v1/environments/{environmentKey}/identities/' as const;
const overrides = '/api/v1/environments/{environmentKey}/identities/{identityId}/featurestates/' as const;

async function identify({ owner, environment }: Tenant, identifier: string): Promise<number> {
  const { data } = await owner.POST(identities, {
    params: { path: { environmentKey: environment.key } },
    body: { identifier },
  });
  return data?.id ?? 0;
}

describe('/environments/{key}/identities/', () => {
  it('lists and searches by part of the identifier, or the whole of it in quotes', async () => {
    const tenant = await api.tenant();
    for (const identifier of ['alice', 'malice', 'bob']) await identify(tenant, identifier);
    const found = async (q?: string) => {
      const params = { path: { environmentKey: tenant.environment.key }, query: q === undefined ? {} : { q } };
      return (await tenant.owner.GET(identities, { params })).data?.results.map((one) =>
        'identifier' in one ? one.identifier : '',
      );
    };
    expect(await found()).toEqual(['alice', 'malice', 'bob']);
    expect(await found('ALI')).toEqual(['alice', 'malice']);
    expect(await found('"alice"')).toEqual(['alice']);
    expect(await found('"ali"')).toEqual([]);
    expect(await found("x' or '1'='1")).toEqual([]);
  });

  it('refuses an identifier that the environment has', async () => {
    const tenant = await api.tenant();
    await identify(tenant, 'alice');
    const { response, error } = await tenant.owner.POST(identities, {
      params: { path: { environmentKey: tenant.environment.key } },
      body: { identifier: 'alice' },
    });
    expect([response.status, error]).toEqual([
      400,
      { identifier: "Identity with identifier 'alice' already exists in this environment" },
    ]);
  });

  it('forgets a deleted identity with its traits and overrides', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello' });
    const id = await identify(tenant, 'alice');
    const path = { environmentKey: tenant.environment.key };
    await tenant.owner.POST(overrides, {
      params: { path: { ...path, identityId: id } },
      body: { feature, feature_state_value: 'bye' },
    });
    const sdk = api.sdk(tenant.environment.key);
    const value = async () => {
      const { data } = await sdk.GET('/api/v1/identities/', {
        params: { query: { identifier: 'alice', feature: 'banner' } },
      });
      return data && 'feature_state_value' in data ? data.feature_state_value : undefined;
    };
    expect(await value()).toBe('bye');
    const one = { params: { path: { ...path, id } } };
    expect(
      (await tenant.owner.DELETE('/api/v1/environments/{environmentKey}/identities/{id}/', one)).response.status,
    ).toBe(204);
    expect(
      (await tenant.owner.GET('/api/v1/environments/{environmentKey}/identities/{id}/', one)).response.status,
    ).toBe(404);
    expect(await value()).toBe('hello');
  });
});

describe('identity overrides', () => {
  it('come before the default of the environment, and go without a trace', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello', default_enabled: true });
    const identityId = await identify(tenant, 'vip');
    const path = { environmentKey: tenant.environment.key, identityId };
    const body = { feature, enabled: false, feature_state_value: 'for the vip' };
    const { data } = await tenant.owner.POST(overrides, { params: { path }, body });
    const seen = async (identifier: string) => {
      const answer = await api
        .sdk(tenant.environment.key)
        .GET('/api/v1/identities/', { params: { query: { identifier, feature: 'banner' } } });
      return answer.data && 'enabled' in answer.data
        ? [answer.data.enabled, answer.data.feature_state_value, answer.data.identity]
        : answer.error;
    };
    expect(await seen('vip')).toEqual([false, 'for the vip', identityId]);
    expect(await seen('others')).toEqual([true, 'hello', null]);
    const again = await tenant.owner.POST(overrides, { params: { path }, body });
    expect(again.error).toEqual([
      "['Feature state already exists for this environment, feature, version, segment & identity combination']",
    ]);
    const params = { path: { ...path, id: data?.id ?? 0 } };
    await tenant.owner.PUT('/api/v1/environments/{environmentKey}/identities/{identityId}/featurestates/{id}/', {
      params,
      body: { feature_state_value: 5 },
    });
    expect(await seen('vip')).toEqual([false, 5, identityId]);
    await tenant.owner.DELETE('/api/v1/environments/{environmentKey}/identities/{identityId}/featurestates/{id}/', {
      params,
    });
    expect(await seen('vip')).toEqual([true, 'hello', null]);
  });

  it('take features of the project only, and identities of the environment', async () => {
    const tenant = await api.tenant();
    const other = await api.tenant();
    const foreign = await api.feature(other, 'foreign');
    const identityId = await identify(tenant, 'alice');
    const theirs = await identify(other, 'bob');
    const path = { environmentKey: tenant.environment.key };
    const strange = await tenant.owner.POST(overrides, {
      params: { path: { ...path, identityId } },
      body: { feature: foreign },
    });
    expect(strange.response.status).toBe(403);
    const unknown = await tenant.owner.POST(overrides, {
      params: { path: { ...path, identityId: theirs } },
      body: { feature: foreign },
    });
    expect(unknown.error).toEqual({ detail: 'No Identity matches the given query.' });
  });
});

describe('all flags of an identity', () => {
  it('say what decided, and can be copied from another one', async () => {
    const tenant = await api.tenant();
    const [banner, beta] = [
      await api.feature(tenant, 'banner', { initial_value: 'hello' }),
      await api.feature(tenant, 'beta', { default_enabled: true }),
    ];
    const [alice, bob] = [await identify(tenant, 'alice'), await identify(tenant, 'bob')];
    const environmentKey = tenant.environment.key;
    const override = (identityId: number, feature: number, value: string) =>
      tenant.owner.POST(overrides, {
        params: { path: { environmentKey, identityId } },
        body: { feature, enabled: true, feature_state_value: value },
      });
    await override(alice, banner, 'for alice');
    await override(bob, beta, 'for bob');
    const { data } = await tenant.owner.POST(
      '/api/v1/environments/{environmentKey}/identities/{identityId}/featurestates/clone-from-given-identity/',
      { params: { path: { environmentKey, identityId: bob } }, body: { source_identity_id: alice } },
    );
    const flag = (id: number, name: string) => ({
      feature: { id, name, type: 'STANDARD' },
      segment: null,
      multivariate_feature_state_values: [],
    });
    expect(data).toEqual([
      { ...flag(banner, 'banner'), enabled: true, feature_state_value: 'for alice', overridden_by: 'IDENTITY' },
      { ...flag(beta, 'beta'), enabled: true, feature_state_value: null, overridden_by: null },
    ]);
    const all = '/api/v1/environments/{environmentKey}/identities/{identityId}/featurestates/all/' as const;
    expect((await tenant.owner.GET(all, { params: { path: { environmentKey, identityId: bob } } })).data).toEqual(data);
  });
});

describe('renaming an identity', () => {
  it('takes its overrides along', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello' });
    const [id] = [await identify(tenant, 'alice'), await identify(tenant, 'bob')];
    const environmentKey = tenant.environment.key;
    await tenant.owner.POST(overrides, {
      params: { path: { environmentKey, identityId: id } },
      body: { feature, feature_state_value: 'bye' },
    });
    const value = async (identifier: string) => {
      const answer = await api
        .sdk(environmentKey)
        .GET('/api/v1/identities/', { params: { query: { identifier, feature: 'banner' } } });
      return answer.data && 'feature_state_value' in answer.data ? answer.data.feature_state_value : undefined;
    };
    expect(await value('alice')).toBe('bye');
    const rename = (identifier: string) =>
      tenant.owner.PUT('/api/v1/environments/{environmentKey}/identities/{id}/', {
        params: { path: { environmentKey, id } },
        body: { identifier },
      });
    expect((await rename('bob')).response.status).toBe(400);
    expect((await rename('alicia')).data).toEqual({ id, identifier: 'alicia', environment: tenant.environment.id });
    expect([await value('alicia'), await value('alice')]).toEqual(['bye', 'hello']);
  });
});
