import { randomInt } from 'node:crypto';
import { useApi, type Actor, type Tenant } from '../../test/api/index.js';
import { StoredIdentityQuery } from './stored-identity.query.js';

const api = useApi();
const identify = (sdk: Actor, identifier: string, traits: Record<string, string | number | null> = {}) =>
  sdk.POST('/api/v1/identities/', {
    body: {
      identifier,
      traits: Object.entries(traits).map(([trait_key, trait_value]) => ({ trait_key, trait_value })),
    },
  });
const traitsOf = async (sdk: Actor, identifier: string) => {
  const { data } = await sdk.GET('/api/v1/identities/', { params: { query: { identifier } } });
  return data && 'traits' in data
    ? Object.fromEntries(data.traits.map(({ trait_key, trait_value }) => [trait_key, trait_value]))
    : {};
};
const idOf = async ({ environment }: Tenant, identifier: string) => {
  const [row] = await api.sql<{ id: number }>('select id from identity where environment_id = $1 and identifier = $2', [
    environment.id,
    identifier,
  ]);
  return row?.id ?? 0;
};
const until = async (holds: () => Promise<boolean>) => {
  for (let tries = 0; tries < 100 && !(await holds()); tries++) await new Promise((resolve) => setTimeout(resolve, 20));
  return holds();
};

describe('a returning identity', () => {
  it('with unchanged traits touches no database', async () => {
    const sdk = api.sdk((await api.tenant()).environment.key);
    await identify(sdk, 'alice', { plan: 'pro', age: 42 });
    const queries = api.app.get(StoredIdentityQuery, { strict: false });
    const asked = [jest.spyOn(queries, 'find'), jest.spyOn(queries, 'put'), jest.spyOn(queries, 'merge')];
    expect((await identify(sdk, 'alice', { plan: 'pro', age: 42 })).data?.traits).toHaveLength(2);
    expect(await traitsOf(sdk, 'alice')).toEqual({ plan: 'pro', age: 42 });
    expect(asked.map((spy) => spy.mock.calls.length)).toEqual([0, 0, 0]);
    for (const spy of asked) spy.mockRestore();
  });

  it('is seen as another process has left it', async () => {
    const tenant = await api.tenant();
    const sdk = api.sdk(tenant.environment.key);
    await identify(sdk, 'alice', { plan: 'pro' });
    const id = await idOf(tenant, 'alice');
    await api.sql(
      `update identity set traits = '{"plan": {"id": 1, "type": "unicode", "value": "free"}}' where id = $1`,
      [id],
    );
    await api.sql("select pg_notify('identity_changed', $1)", [`another-process 1,${id}`]);
    expect(await until(async () => (await traitsOf(sdk, 'alice'))['plan'] === 'free')).toBe(true);
  });

  it('keeps what another process has written meanwhile', async () => {
    const tenant = await api.tenant();
    const sdk = api.sdk(tenant.environment.key);
    await identify(sdk, 'alice', { plan: 'pro', age: 42 });
    const id = await idOf(tenant, 'alice');
    await api.sql(
      `update identity set traits = traits - 'age' || '{"theirs": {"id": 1, "type": "int", "value": 7}}' where id = $1`,
      [id],
    );
    await identify(sdk, 'alice', { plan: 'free', ours: 1 });
    const left = { plan: 'free', theirs: 7, ours: 1 };
    expect(await traitsOf(sdk, 'alice')).toEqual(left);
    const [stored] = await api.sql<{ traits: Record<string, { value: unknown }> }>(
      'select traits from identity where id = $1',
      [id],
    );
    expect(Object.fromEntries(Object.entries(stored?.traits ?? {}).map(([key, { value }]) => [key, value]))).toEqual(
      left,
    );
  });

  it('gets a new override at once, and loses a deleted one', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello' });
    const sdk = api.sdk(tenant.environment.key);
    await identify(sdk, 'alice');
    const value = async () => {
      const { data } = await sdk.GET('/api/v1/identities/', {
        params: { query: { identifier: 'alice', feature: 'banner' } },
      });
      return data && 'feature_state_value' in data ? data.feature_state_value : undefined;
    };
    expect(await value()).toBe('hello');
    const path = { environmentKey: tenant.environment.key, identityId: await idOf(tenant, 'alice') };
    const overrides = '/api/v1/environments/{environmentKey}/identities/{identityId}/featurestates/';
    const { data } = await tenant.owner.POST(overrides, {
      params: { path },
      body: { feature, feature_state_value: 'bye' },
    });
    expect(await value()).toBe('bye');
    await tenant.owner.DELETE(`${overrides}{id}/`, { params: { path: { ...path, id: data?.id ?? 0 } } });
    expect(await value()).toBe('hello');
  });
});

describe('traits that many write at once', () => {
  it('share statements, and each is durable when it is answered', async () => {
    const tenant = await api.tenant();
    const sdk = api.sdk(tenant.environment.key);
    await sdk.GET('/api/v1/flags/');
    const writes = jest.spyOn(api.app.get(StoredIdentityQuery, { strict: false }), 'put');
    const names = Array.from({ length: 60 }, (_, index) => `user-${index}`);
    await Promise.all(names.map((name, index) => identify(sdk, name, { number: index })));
    expect(writes.mock.calls.length).toBeLessThan(30);
    writes.mockRestore();
    const stored = await api.sql('select identifier, traits from identity where environment_id = $1 order by id', [
      tenant.environment.id,
    ]);
    expect(stored).toHaveLength(60);
    for (const [index, name] of names.entries())
      expect(stored).toContainEqual({
        identifier: name,
        traits: { number: { id: expect.any(Number), type: 'int', value: index } },
      });
  });

  it('do not suffer from one that cannot be stored', async () => {
    const tenant = await api.tenant();
    const sdk = api.sdk(tenant.environment.key);
    // within the limit, and yet more than an index takes
    const long = Array.from({ length: 2_000 }, () => String.fromCodePoint(0x4e00 + randomInt(20_000))).join('');
    const half = JSON.parse('"\\ud800"') as string;
    const names = ['one', long, 'two', half, 'three'];
    const outcomes = await Promise.all(names.map((name) => identify(sdk, name, { number: 1 })));
    expect(outcomes.map(({ response }) => response.status)).toEqual([200, 400, 200, 400, 200]);
    expect(outcomes[1]?.error).toEqual({ non_field_errors: ['A value is too long to be stored.'] });
    expect(outcomes[3]?.error).toEqual({ identifier: ['Not a valid string.'] });
    expect(
      await api.sql('select count(*)::int as count from identity where environment_id = $1', [tenant.environment.id]),
    ).toEqual([{ count: 3 }]);
  });

  it('take away what is not there without a trace', async () => {
    const tenant = await api.tenant();
    const sdk = api.sdk(tenant.environment.key);
    await identify(sdk, 'new', { gone: null, kept: 1 });
    await identify(sdk, 'new', { kept: null });
    expect(await traitsOf(sdk, 'new')).toEqual({});
    expect(await api.sql('select traits from identity where environment_id = $1', [tenant.environment.id])).toEqual([
      { traits: {} },
    ]);
  });
});
