import { useApi, type Actor } from '../../../test/api/index.js';

const api = useApi();
const identity = { identifier: 'alice' };
const traitsOf = async (sdk: Actor, identifier = 'alice') => {
  const { data } = await sdk.GET('/api/v1/identities/', { params: { query: { identifier } } });
  return data && 'traits' in data
    ? Object.fromEntries(data.traits.map(({ trait_key, trait_value }) => [trait_key, trait_value]))
    : {};
};

describe('POST /traits/', () => {
  it('stores a trait of an identity, which is made where it is missing', async () => {
    const sdk = api.sdk((await api.tenant()).environment.key);
    const { response, data } = await sdk.POST('/api/v1/traits/', {
      body: { identity, trait_key: 'score', trait_value: 10.5 },
    });
    expect([response.status, data]).toEqual([200, { identity, trait_key: 'score', trait_value: 10.5 }]);
    expect(await traitsOf(sdk)).toEqual({ score: 10.5 });
  });

  it('is refused to client-side keys where the environment says so, and to organisations that store nothing', async () => {
    const tenant = await api.tenant();
    const path = { params: { path: { environmentKey: tenant.environment.key } } };
    await tenant.owner.PATCH('/api/v1/environments/{environmentKey}/', {
      ...path,
      body: { allow_client_traits: false },
    });
    const body = { identity, trait_key: 'a', trait_value: 1 };
    const client = await api.sdk(tenant.environment.key).POST('/api/v1/traits/', { body });
    expect([client.response.status, client.error]).toEqual([
      400,
      { non_field_errors: ['Setting traits not allowed with client key.'] },
    ]);
    const server = api.sdk(await api.serverKey(tenant));
    expect((await server.POST('/api/v1/traits/', { body })).response.status).toBe(200);
    await api.sql('update organisation set persist_trait_data = false where id = $1', [tenant.organisation]);
    await tenant.owner.PATCH('/api/v1/environments/{environmentKey}/', {
      ...path,
      body: { banner_text: 'loaded again' },
    });
    const stopped = await server.POST('/api/v1/traits/', { body });
    expect([stopped.response.status, stopped.error]).toEqual([
      403,
      { detail: 'Organisation is not authorised to store traits.' },
    ]);
  });
});

describe('PUT /traits/bulk/', () => {
  it('stores many, of several identities, and deletes by null', async () => {
    const sdk = api.sdk((await api.tenant()).environment.key);
    const a = { identity, trait_key: 'a', trait_value: 1 };
    const b = { identity: { identifier: 'bob' }, trait_key: 'b', trait_value: 'two' };
    expect((await sdk.PUT('/api/v1/traits/bulk/', { body: [a, b] })).data).toEqual([a, b]);
    expect((await sdk.PUT('/api/v1/traits/bulk/', { body: [{ ...a, trait_value: null }] })).data).toEqual([]);
    expect([await traitsOf(sdk), await traitsOf(sdk, 'bob')]).toEqual([{}, { b: 'two' }]);
  });
});

describe('POST /traits/increment-value/', () => {
  it('counts from nothing, down as well as up, and loses nothing when many count at once', async () => {
    const sdk = api.sdk((await api.tenant()).environment.key);
    const add = (increment_by: number) =>
      sdk.POST('/api/v1/traits/increment-value/', { body: { identifier: 'alice', trait_key: 'logins', increment_by } });
    expect((await add(3)).data).toEqual({ trait_key: 'logins', trait_value: 3, identifier: 'alice' });
    expect((await add(-1)).data?.trait_value).toBe(2);
    await Promise.all(Array.from({ length: 10 }, () => add(1)));
    expect(await traitsOf(sdk)).toEqual({ logins: 12 });
  });

  it('is for whole numbers of 32 bits', async () => {
    const sdk = api.sdk((await api.tenant()).environment.key);
    await sdk.POST('/api/v1/traits/', { body: { identity, trait_key: 'plan', trait_value: 'pro' } });
    const add = (trait_key: string, increment_by: number) =>
      sdk.POST('/api/v1/traits/increment-value/', { body: { identifier: 'alice', trait_key, increment_by } });
    expect((await add('plan', 1)).error).toEqual(['Trait is not an integer.']);
    expect((await add('big', 2_147_483_647)).response.status).toBe(200);
    expect((await add('big', 1)).error).toEqual({ increment_by: ['A valid integer is required.'] });
  });
});
