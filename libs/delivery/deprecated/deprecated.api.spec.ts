import { careless, useApi, type Tenant } from '../../../test/api/index.js';

const api = useApi();

/** By the very bytes, as old SDKs ask. */
async function ask(key: string, path: string, body?: unknown) {
  const { statusCode, payload } = await api.app.inject({
    method: body === undefined ? 'GET' : 'POST',
    url: `/api/v1/${path}`,
    headers: { 'x-environment-key': key, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
  });
  return { status: statusCode, body: JSON.parse(payload) };
}

const identify = ({ environment }: Tenant, identifier: string, traits: object[] = []) =>
  api.sdk(environment.key).POST('/api/v1/identities/', { body: careless({ identifier, traits }) });

const identifiers = async ({ environment }: Tenant) =>
  (
    await api.sql<{ identifier: string }>('select identifier from identity where environment_id = $1 order by id', [
      environment.id,
    ])
  ).map(({ identifier }) => identifier);

const change = ({ owner, environment }: Tenant, body: object) =>
  owner.PATCH('/api/v1/environments/{environmentKey}/', {
    params: { path: { environmentKey: environment.key } },
    body,
  });

async function segment({ owner, project }: Tenant, name: string, property: string): Promise<number> {
  const conditions = [{ operator: 'IS_SET', property, value: '' }];
  const { data } = await owner.POST('/api/v1/projects/{projectId}/segments/', {
    params: { path: { projectId: project } },
    body: careless({ name, description: `who has ${property}`, rules: [{ type: 'ALL', conditions }] }),
  });
  return data?.id ?? 0;
}

async function split(tenant: Tenant): Promise<void> {
  const { owner, project } = tenant;
  const feature = await api.feature(tenant, 'colour', { default_enabled: true, initial_value: 'grey' });
  await owner.POST('/api/v1/projects/{projectId}/features/{featureId}/mv-options/', {
    params: { path: { projectId: project, featureId: feature } },
    body: { feature, string_value: 'blue', default_percentage_allocation: 100 },
  });
}

describe('GET /flags/{identifier}', () => {
  it('answers what GET /flags/ does, for an identity that is made on first sight', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner', { default_enabled: true, initial_value: 'hello' });
    await split(tenant);
    const { key } = tenant.environment;
    const flags = (await api.sdk(key).GET('/api/v1/flags/')).data;
    expect(await ask(key, 'flags/alice')).toEqual({ status: 200, body: flags });
    expect(await ask(key, 'flags/alice/')).toEqual({ status: 200, body: flags });
    expect(await identifiers(tenant)).toEqual(['alice']);
  });

  it('answers one flag by its name in any case', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner', { initial_value: 'hello' });
    const { key } = tenant.environment;
    const [flag] = (await ask(key, 'flags/alice')).body;
    expect(await ask(key, 'flags/alice?feature=BANNER')).toEqual({ status: 200, body: flag });
    expect(await ask(key, 'flags/alice?feature=')).toEqual({ status: 200, body: [flag] });
    expect(await ask(key, 'flags/alice?feature=nope')).toEqual({
      status: 404,
      body: { detail: 'Given feature not found' },
    });
  });

  it('takes letters, digits and _ - @ % . for an identifier, and nothing else', async () => {
    const tenant = await api.tenant();
    const good = ['ada_l@example.com', '100%', 'jörg', '１２'];
    for (const name of good)
      expect((await ask(tenant.environment.key, `flags/${encodeURIComponent(name)}`)).status).toBe(200);
    for (const name of ['a b', 'a+b', 'a/b', "a'b"])
      expect(await ask(tenant.environment.key, `identities/${encodeURIComponent(name)}/`)).toEqual({
        status: 404,
        body: { detail: 'Not found.' },
      });
    expect(await identifiers(tenant)).toEqual(good);
  });
});

describe('GET /identities/{identifier}/', () => {
  it('answers flags, traits, and the segments that the identity is in', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner', { default_enabled: true, initial_value: 'hello' });
    const pros = await segment(tenant, 'pros', 'plan');
    await segment(tenant, 'others', 'nothing');
    await identify(tenant, 'alice', [{ trait_key: 'plan', trait_value: 'pro' }]);
    const { key } = tenant.environment;
    expect(await ask(key, 'identities/alice/')).toEqual({
      status: 200,
      body: {
        flags: (await api.sdk(key).GET('/api/v1/flags/')).data,
        traits: [{ id: expect.any(Number), trait_key: 'plan', trait_value: 'pro', transient: false }],
        segments: [{ id: pros, name: 'pros', description: 'who has plan' }],
      },
    });
  });

  it('hides from a client-side key what every other answer hides from it', async () => {
    const tenant = await api.tenant();
    const { key } = tenant.environment;
    await api.feature(tenant, 'secret', { default_enabled: true, is_server_key_only: true });
    await api.feature(tenant, 'off');
    await api.feature(tenant, 'on', { default_enabled: true });
    await segment(tenant, 'pros', 'plan');
    await identify(tenant, 'alice', [{ trait_key: 'plan', trait_value: 'pro' }]);
    await change(tenant, { hide_sensitive_data: true, hide_disabled_flags: true });
    const { body } = await ask(key, 'identities/alice/');
    expect(body).toEqual({
      flags: [expect.objectContaining({ id: null, environment: null })],
      traits: [],
      segments: [],
    });
    expect(body.flags[0].feature).toMatchObject({ name: 'on', created_date: null, description: null });
    expect((await ask(key, 'flags/alice')).body).toEqual(body.flags);
    const names = (await ask(await api.serverKey(tenant), 'flags/alice')).body.map(
      (flag: { feature: { name: string } }) => flag.feature.name,
    );
    expect(names).toEqual(['secret', 'on']);
  });

  it('is refused without a known key', async () => {
    for (const path of ['identities/alice/', 'flags/alice'])
      expect(await ask('nobody', path)).toMatchObject({ status: 403, body: { detail: expect.any(String) } });
    expect((await ask('nobody', 'identities/alice/traits/plan', { trait_value: 1 })).status).toBe(403);
  });
});

describe('POST /identities/{identifier}/traits/{key}', () => {
  const traits = async (key: string) => (await ask(key, 'identities/alice/')).body.traits;

  it('stores one trait, keeps its id, and keeps a null as one', async () => {
    const { environment } = await api.tenant();
    const first = await ask(environment.key, 'identities/alice/traits/plan', { trait_value: 'pro' });
    const plan = { id: expect.any(Number), trait_key: 'plan', trait_value: 'pro', transient: false };
    expect(first).toEqual({ status: 200, body: plan });
    expect(await traits(environment.key)).toEqual([first.body]);
    const none = await ask(environment.key, 'identities/alice/traits/plan', { trait_value: null });
    expect(none).toEqual({ status: 200, body: { ...first.body, trait_value: null } });
    expect(await traits(environment.key)).toEqual([none.body]);
    const { body } = await ask(environment.key, 'identities/alice/traits/a.b', { trait_value: null });
    expect(await traits(environment.key)).toEqual([none.body, body]);
    const again = await ask(environment.key, 'identities/alice/traits/plan', { trait_value: 7 });
    expect(await traits(environment.key)).toEqual([again.body, body]);
    expect(again.body).toEqual({ ...first.body, trait_value: 7 });
  });

  it.each([
    [{}, { detail: 'Trait value not provided' }],
    [[], { detail: 'Trait value not provided' }],
    [{ trait_value: ['a'] }, { string_value: ['Not a valid string.'] }],
    [{ trait_value: 'a\u0000' }, { string_value: ['Null characters are not allowed.'] }],
    [{ trait_value: 'x'.repeat(2_001) }, { string_value: ['Ensure this field has no more than 2000 characters.'] }],
    [{ trait_value: 2_147_483_648 }, { integer_value: ['A valid integer is required.'] }],
  ])('refuses %j, and makes no identity', async (body, faults) => {
    const tenant = await api.tenant();
    expect(await ask(tenant.environment.key, 'identities/alice/traits/plan', body)).toEqual({
      status: 400,
      body: faults,
    });
    expect(await identifiers(tenant)).toEqual([]);
  });

  it('is refused as other ways to store traits are', async () => {
    const tenant = await api.tenant();
    const server = await api.serverKey(tenant);
    await change(tenant, { allow_client_traits: false });
    const set = (key: string) => ask(key, 'identities/alice/traits/plan', { trait_value: 1 });
    expect(await set(tenant.environment.key)).toEqual({
      status: 400,
      body: { non_field_errors: ['Setting traits not allowed with client key.'] },
    });
    expect((await set(server)).status).toBe(200);
    await api.sql('update organisation set persist_trait_data = false where id = $1', [tenant.organisation]);
    await change(tenant, { banner_text: 'loaded again' });
    expect(await set(server)).toEqual({
      status: 403,
      body: { detail: 'Organisation is not authorised to store traits.' },
    });
  });
});
