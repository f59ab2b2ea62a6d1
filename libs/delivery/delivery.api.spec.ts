import { careless, useApi, type Actor, type Tenant } from '../../test/api/index.js';

const api = useApi();

const identify = async (sdk: Actor, body: object) => {
  const { data, error } = await sdk.POST('/api/v1/identities/', { body: careless(body) });
  return data ?? error;
};
const identity = async (sdk: Actor, identifier: string, transient?: string) => {
  const { data } = await sdk.GET('/api/v1/identities/', {
    params: { query: transient ? { identifier, transient } : { identifier } },
  });
  return data;
};
const patchEnvironment = ({ owner, environment }: Tenant, body: object) =>
  owner.PATCH('/api/v1/environments/{environmentKey}/', {
    params: { path: { environmentKey: environment.key } },
    body,
  });

describe('X-Environment-Key', () => {
  it('is asked for, known, and server-side for the environment document', async () => {
    const tenant = await api.tenant();
    const missing = { detail: 'Invalid or missing Environment key' };
    expect((await api.as().GET('/api/v1/flags/')).error).toEqual(missing);
    expect((await api.as({ authorization: `Token ${tenant.owner.token}` }).GET('/api/v1/flags/')).error).toEqual(
      missing,
    );
    expect((await api.sdk('not-a-key').GET('/api/v1/flags/')).error).toEqual({
      detail: 'Invalid or missing Environment Key',
    });
    expect((await api.sdk(tenant.environment.key).GET('/api/v1/environment-document/')).error).toEqual(missing);
    expect((await api.sdk('ser.wrong').GET('/api/v1/environment-document/')).response.status).toBe(403);
  });

  it('opens a key that was unknown a moment ago', async () => {
    const tenant = await api.tenant();
    expect((await api.sdk('chosen-later').GET('/api/v1/flags/')).response.status).toBe(403);
    await patchEnvironment(tenant, { api_key: 'chosen-later' });
    expect((await api.sdk('chosen-later').GET('/api/v1/flags/')).response.status).toBe(200);
  });
});

describe('GET /flags/', () => {
  it('answers the flags of the environment with what SDKs need to poll it', async () => {
    const tenant = await api.tenant();
    const id = await api.feature(tenant, 'banner', { initial_value: 'hello', default_enabled: true });
    const { response, data } = await api.sdk(tenant.environment.key).GET('/api/v1/flags/');
    expect(data).toEqual([
      {
        id: expect.any(Number),
        feature: {
          id,
          name: 'banner',
          created_date: expect.any(String),
          description: null,
          initial_value: 'hello',
          default_enabled: true,
          type: 'STANDARD',
        },
        feature_state_value: 'hello',
        environment: tenant.environment.id,
        identity: null,
        feature_segment: null,
        enabled: true,
      },
    ]);
    expect(Number(response.headers.get('x-flagsmith-document-updated-at'))).toBeCloseTo(Date.now() / 1_000, -2);
    const known = await api
      .as({ 'x-environment-key': tenant.environment.key, 'if-none-match': response.headers.get('etag') ?? '' })
      .GET('/api/v1/flags/');
    expect(known.response.status).toBe(304);
  });

  it('answers one feature by its name in any case', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner');
    const one = await api
      .sdk(tenant.environment.key)
      .GET('/api/v1/flags/', { params: { query: { feature: 'BANNER' } } });
    expect(one.data).toMatchObject({ feature: { name: 'banner' } });
    const unknown = await api
      .sdk(tenant.environment.key)
      .GET('/api/v1/flags/', { params: { query: { feature: 'nope' } } });
    expect([unknown.response.status, unknown.error]).toEqual([404, { detail: 'Given feature not found' }]);
  });

  it('never shows server-side features to client-side keys, also where disabled flags are hidden', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'open', { default_enabled: true });
    await api.feature(tenant, 'off');
    await api.feature(tenant, 'secret', { default_enabled: true, is_server_key_only: true });
    const names = async (key: string) => {
      const { data } = await api.sdk(key).GET('/api/v1/flags/');
      return Array.isArray(data) ? data.map(({ feature }) => feature.name) : [];
    };
    const server = await api.serverKey(tenant);
    expect([await names(tenant.environment.key), await names(server)]).toEqual([
      ['open', 'off'],
      ['open', 'off', 'secret'],
    ]);
    await patchEnvironment(tenant, { hide_disabled_flags: true });
    expect([await names(tenant.environment.key), await names(server)]).toEqual([['open'], ['open', 'secret']]);
    const hidden = await api
      .sdk(tenant.environment.key)
      .GET('/api/v1/flags/', { params: { query: { feature: 'secret' } } });
    expect(hidden.response.status).toBe(404);
  });

  it('masks what is sensitive, in the same shape', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner', { initial_value: 'hello' });
    await patchEnvironment(tenant, { hide_sensitive_data: true });
    const { data } = await api.sdk(tenant.environment.key).GET('/api/v1/flags/');
    expect(data).toEqual([
      expect.objectContaining({
        id: null,
        environment: null,
        feature: expect.objectContaining({ name: 'banner', initial_value: null, created_date: null }),
      }),
    ]);
  });

  it('is refused to organisations that are stopped', async () => {
    const tenant = await api.tenant();
    const sql = 'update organisation set stop_serving_flags = true where id = $1';
    await api.sql(sql, [tenant.organisation]);
    const { response, error } = await api.sdk(tenant.environment.key).GET('/api/v1/flags/');
    expect([response.status, error]).toEqual([403, { detail: 'Organisation is disabled from serving flags.' }]);
  });
});

describe('POST /identities/', () => {
  it('keeps traits of every type, deletes by null, and never keeps what is transient', async () => {
    const tenant = await api.tenant();
    const sdk = api.sdk(tenant.environment.key);
    const trait = (trait_key: string, trait_value: unknown, more: object = {}) => ({ trait_key, trait_value, ...more });
    expect(await identify(sdk, { identifier: 'new', traits: [trait('a', 1)] })).toMatchObject({
      traits: [{ id: expect.any(Number) }],
    });
    await identity(sdk, 'alice');
    const traits = [trait('plan', 'pro'), trait('age', 42), trait('score', 1.5), trait('admin', true)];
    expect(await identify(sdk, { identifier: 'alice', traits })).toMatchObject({
      identifier: 'alice',
      traits: [
        { id: null, trait_key: 'plan', trait_value: 'pro', transient: false },
        { trait_key: 'age', trait_value: 42 },
        { trait_key: 'score', trait_value: 1.5 },
        { trait_key: 'admin', trait_value: true },
      ],
    });
    await identify(sdk, {
      identifier: 'alice',
      traits: [trait('age', null), trait('plan', 7), trait('temp', 'x', { transient: true })],
    });
    expect(await identity(sdk, 'alice')).toMatchObject({
      traits: [
        { id: expect.any(Number), trait_key: 'plan', trait_value: 7 },
        { trait_key: 'score', trait_value: 1.5 },
        { trait_key: 'admin', trait_value: true },
      ],
    });
  });

  it('loses nothing when many write different traits of one identity at once', async () => {
    const tenant = await api.tenant();
    const sdk = api.sdk(tenant.environment.key);
    const keys = Array.from({ length: 20 }, (_, index) => `trait-${index}`);
    await Promise.all(
      keys.map((trait_key) => identify(sdk, { identifier: 'alice', traits: [{ trait_key, trait_value: 1 }] })),
    );
    const stored = await identity(sdk, 'alice');
    const found = stored && 'traits' in stored ? stored.traits.map(({ trait_key }) => trait_key) : [];
    expect(found.sort()).toEqual([...keys].sort());
  });

  it('makes the same anonymous identity of the same traits, and stores nothing of it', async () => {
    const tenant = await api.tenant();
    const sdk = api.sdk(tenant.environment.key);
    const traits = [{ trait_key: 'plan', trait_value: 'pro' }];
    const known = '9746f9086f61e37ea956bac460df92fc8108e27b344f6b716dab539fcd89e75b';
    for (const body of [{ traits }, { identifier: '', traits }, { identifier: null, traits }])
      expect(await identify(sdk, body)).toMatchObject({ identifier: known, traits: [{ id: null, transient: true }] });
    expect(await identify(sdk, {})).toMatchObject({ identifier: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(
      await api.sql('select count(*)::int as count from identity where environment_id = $1', [tenant.environment.id]),
    ).toEqual([{ count: 0 }]);
  });

  it('keeps nothing of a transient identity', async () => {
    const tenant = await api.tenant();
    const sdk = api.sdk(tenant.environment.key);
    await identify(sdk, { identifier: 'ghost', transient: true, traits: [{ trait_key: 'a', trait_value: 1 }] });
    await identity(sdk, 'phantom', 'true');
    expect(
      await api.sql('select count(*)::int as count from identity where environment_id = $1', [tenant.environment.id]),
    ).toEqual([{ count: 0 }]);
  });

  it('drops traits of client-side keys where they are not allowed', async () => {
    const tenant = await api.tenant();
    await patchEnvironment(tenant, { allow_client_traits: false });
    const body = { identifier: 'carol', traits: [{ trait_key: 'plan', trait_value: 'pro' }] };
    expect(await identify(api.sdk(tenant.environment.key), body)).toMatchObject({ traits: [] });
    expect(await identify(api.sdk(await api.serverKey(tenant)), body)).toMatchObject({
      traits: [{ trait_key: 'plan' }],
    });
  });

  it.each([
    [{ traits: 'nope' }, { traits: { non_field_errors: ['Expected a list of items but got type "str".'] } }],
    [{ traits: [{ trait_value: 1 }] }, { traits: [{ trait_key: ['This field is required.'] }] }],
    [{ traits: [{ trait_key: 'a' }] }, { traits: [{ trait_value: ['This field is required.'] }] }],
    [
      {
        traits: [
          { trait_key: 'ok', trait_value: 1 },
          { trait_key: 'long', trait_value: 'x'.repeat(2_001) },
        ],
      },
      { traits: [{}, { trait_value: ['Value string is too long. Must be less than 2000 character'] }] },
    ],
    [{ identifier: 'x'.repeat(2_001) }, { identifier: ['Ensure this field has no more than 2000 characters.'] }],
    [{ traits: ['x'] }, { traits: [{ non_field_errors: ['Invalid data. Expected a dictionary, but got str.'] }] }],
  ])('refuses %j', async (body, faults) => {
    const tenant = await api.tenant();
    expect(await identify(api.sdk(tenant.environment.key), { identifier: 'bob', ...body })).toEqual(faults);
  });

  it('takes whatever name a trait may have', async () => {
    const tenant = await api.tenant();
    const sdk = api.sdk(tenant.environment.key);
    const names = ['constructor', 'toString', 'hasOwnProperty', 'a.b', '$.identity.key', '☃'];
    await identify(sdk, { identifier: 'alice', traits: names.map((trait_key) => ({ trait_key, trait_value: 1 })) });
    const stored = await identity(sdk, 'alice');
    expect(stored && 'traits' in stored ? stored.traits.map(({ trait_key }) => trait_key).sort() : []).toEqual(
      [...names].sort(),
    );
  });
});

describe('GET /environment-document/', () => {
  it('holds what SDKs evaluate locally, and is not sent again while nothing changed', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello', default_enabled: true });
    const secret = await api.feature(tenant, 'secret', { is_server_key_only: true });
    const key = await api.serverKey(tenant);
    const path = { environmentKey: tenant.environment.key };
    const vip = await tenant.owner.POST('/api/v1/environments/{environmentKey}/identities/', {
      params: { path },
      body: { identifier: 'vip' },
    });
    const override = {
      params: { path: { ...path, identityId: vip.data?.id ?? 0 } },
      body: { feature, feature_state_value: 'bye' },
    };
    await tenant.owner.POST('/api/v1/environments/{environmentKey}/identities/{identityId}/featurestates/', override);
    const { data, response } = await api.sdk(key).GET('/api/v1/environment-document/');
    expect(data).toMatchObject({
      api_key: tenant.environment.key,
      project: {
        id: tenant.project,
        server_key_only_feature_ids: [secret],
        segments: [],
        organisation: { id: tenant.organisation },
      },
      feature_states: [
        { feature: { id: feature, name: 'banner', type: 'STANDARD' }, enabled: true, feature_state_value: 'hello' },
        {},
      ],
      identity_overrides: [
        {
          identifier: 'vip',
          composite_key: `${tenant.environment.key}_vip`,
          identity_features: [{ feature_state_value: 'bye' }],
        },
      ],
    });
    const known = { 'x-environment-key': key, 'if-none-match': response.headers.get('etag') ?? '' };
    expect((await api.as(known).GET('/api/v1/environment-document/')).response.status).toBe(304);
    await patchEnvironment(tenant, { use_identity_overrides_in_local_eval: false });
    const changed = await api.as(known).GET('/api/v1/environment-document/');
    expect([changed.response.status, changed.data?.identity_overrides]).toEqual([200, []]);
  });
});

describe('a change made elsewhere', () => {
  it('is seen without being told twice: PostgreSQL notifies', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner', { initial_value: 'hello' });
    const sdk = api.sdk(tenant.environment.key);
    expect((await sdk.GET('/api/v1/flags/')).data).toHaveLength(1);
    await api.sql("update feature_state set string_value = 'elsewhere' where environment_id = $1", [
      tenant.environment.id,
    ]);
    await api.sql("select pg_notify('environment_changed', $1)", [String(tenant.environment.id)]);
    const value = async () => {
      const { data } = await sdk.GET('/api/v1/flags/');
      return Array.isArray(data) ? data[0]?.feature_state_value : undefined;
    };
    for (let tries = 0; tries < 100 && (await value()) !== 'elsewhere'; tries++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await value()).toBe('elsewhere');
  });
});
