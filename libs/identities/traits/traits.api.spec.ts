import { useApi, type Tenant } from '../../../test/api/index.js';
import { useMailbox } from '../../../test/api/mailbox.js';

const api = useApi();
const worker = useMailbox(api);
const traits = '/api/v1/environments/{environmentKey}/identities/{identityId}/traits/' as const;
const trait = '/api/v1/environments/{environmentKey}/identities/{identityId}/traits/{id}/' as const;

async function identify({ owner, environment }: Tenant, identifier: string): Promise<number> {
  const { data } = await owner.POST('/api/v1/environments/{environmentKey}/identities/', {
    params: { path: { environmentKey: environment.key } },
    body: { identifier },
  });
  return data?.id ?? 0;
}

const seenBySdk = async ({ environment }: Tenant, identifier: string) => {
  const { data } = await api.sdk(environment.key).GET('/api/v1/identities/', { params: { query: { identifier } } });
  return data && 'traits' in data ? data.traits.map(({ trait_key, trait_value }) => [trait_key, trait_value]) : [];
};

describe('the traits of an identity', () => {
  it('are one of four types, keep their id, and reach SDKs at once', async () => {
    const tenant = await api.tenant();
    const path = { environmentKey: tenant.environment.key, identityId: await identify(tenant, 'alice') };
    expect(await seenBySdk(tenant, 'alice')).toEqual([]);
    const made = await tenant.owner.POST(traits, {
      params: { path },
      body: { trait_key: 'plan', value_type: 'unicode', string_value: 'pro' },
    });
    expect(made.data).toEqual({
      id: expect.any(Number),
      trait_key: 'plan',
      value_type: 'unicode',
      integer_value: null,
      string_value: 'pro',
      boolean_value: null,
      float_value: null,
      created_date: expect.any(String),
    });
    expect(await seenBySdk(tenant, 'alice')).toEqual([['plan', 'pro']]);
    const params = { path: { ...path, id: made.data?.id ?? 0 } };
    const changed = await tenant.owner.PATCH(trait, { params, body: { value_type: 'int', integer_value: 7 } });
    expect([changed.data?.id, changed.data?.integer_value]).toEqual([made.data?.id, 7]);
    const renamed = await tenant.owner.PUT(trait, { params, body: { trait_key: '__proto__', integer_value: 8 } });
    expect(renamed.data).toMatchObject({ id: made.data?.id, value_type: 'int', integer_value: 8 });
    expect(await seenBySdk(tenant, 'alice')).toEqual([['__proto__', 8]]);
    expect((await tenant.owner.DELETE(trait, { params })).response.status).toBe(204);
    expect(await seenBySdk(tenant, 'alice')).toEqual([]);
    expect((await tenant.owner.GET(trait, { params })).error).toEqual({
      detail: 'No Trait matches the given query.',
    });
  });

  it('have one of each key, also where two ask at once', async () => {
    const tenant = await api.tenant();
    const path = { environmentKey: tenant.environment.key, identityId: await identify(tenant, 'alice') };
    const put = (trait_key: string) =>
      tenant.owner.POST(traits, { params: { path }, body: { trait_key, string_value: 'x' } });
    const answers = await Promise.all([put('plan'), put('plan'), put('team')]);
    expect(answers.map(({ response }) => response.status).toSorted()).toEqual([201, 201, 400]);
    expect(answers.find(({ error }) => error)?.error).toEqual({
      non_field_errors: ['The fields trait_key, identity must make a unique set.'],
    });
    expect((await seenBySdk(tenant, 'alice')).map(([key]) => key).toSorted()).toEqual(['plan', 'team']);
  });

  it('are those of the environment only', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const identityId = await identify(other, 'bob');
    const { response } = await tenant.owner.GET(traits, {
      params: { path: { environmentKey: tenant.environment.key, identityId } },
    });
    expect(response.status).toBe(404);
  });
});

describe('taking a trait from everybody', () => {
  const keys = async ({ owner, environment }: Tenant) =>
    (
      await owner.GET('/api/v1/environments/{environmentKey}/trait-keys/', {
        params: { path: { environmentKey: environment.key } },
      })
    ).data?.keys;

  it('happens at once where there are few, and leaves other environments alone', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    for (const { environment } of [tenant, other])
      for (const identifier of ['alice', 'bob'])
        await api.sdk(environment.key).POST('/api/v1/identities/', {
          body: {
            identifier,
            traits: [
              { trait_key: 'plan', trait_value: 1 },
              { trait_key: 'age', trait_value: 2 },
            ],
          },
        });
    expect(await keys(tenant)).toEqual(['age', 'plan']);
    const path = { environmentKey: tenant.environment.key };
    const answer = await tenant.owner.POST('/api/v1/environments/{environmentKey}/delete-traits/', {
      params: { path },
      body: { key: 'plan' },
    });
    expect(answer.response.status).toBe(200);
    expect(await keys(tenant)).toEqual(['age']);
    expect(await seenBySdk(tenant, 'alice')).toEqual([['age', 2]]);
    expect(await keys(other)).toEqual(['age', 'plan']);
    const nothing = await tenant.owner.POST('/api/v1/environments/{environmentKey}/delete-traits/', {
      params: { path },
      body: {},
    });
    expect([nothing.response.status, nothing.error]).toEqual([400, { detail: "Couldn't delete trait keys." }]);
  });

  it('goes on in the worker where there are many', async () => {
    const tenant = await api.tenant();
    await api.sql(
      `insert into identity (environment_id, identifier, traits)
       select $1, 'identity-' || n, jsonb_build_object('plan', jsonb_build_object('id', n, 'type', 'int', 'value', n))
       from generate_series(1, 5000) as n`,
      [tenant.environment.id],
    );
    const alice = await identify(tenant, 'alice');
    const path = { environmentKey: tenant.environment.key, identityId: alice };
    const made = await tenant.owner.POST(traits, { params: { path }, body: { trait_key: 'plan' } });
    expect(await seenBySdk(tenant, 'identity-999')).toEqual([['plan', 999]]);
    await tenant.owner.DELETE(trait, {
      params: { path: { ...path, id: made.data?.id ?? 0 }, query: { deleteAllMatchingTraits: true } },
    });
    for (let tries = 0; tries < 500 && ((await keys(tenant)) ?? []).length > 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await keys(tenant)).toEqual([]);
    // told to the cache of this process by the worker
    for (let tries = 0; tries < 100 && (await seenBySdk(tenant, 'identity-999')).length > 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await seenBySdk(tenant, 'identity-999')).toEqual([]);
    expect(worker).toBeDefined();
  });
});
