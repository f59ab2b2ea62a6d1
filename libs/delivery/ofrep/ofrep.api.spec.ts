import { careless, useApi, type Tenant } from '../../../test/api/index.js';

const api = useApi();
const FLAGS = '/ofrep/v1/evaluate/flags';

async function evaluate(key: string | undefined, { flag = '', body = {} as unknown, headers = {} } = {}) {
  const {
    statusCode,
    payload,
    headers: answered,
  } = await api.app.inject({
    method: 'POST',
    url: flag ? `${FLAGS}/${encodeURIComponent(flag)}` : FLAGS,
    headers: {
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'x-environment-key': key }),
      ...headers,
    },
    payload: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: statusCode, body: payload ? JSON.parse(payload) : undefined, headers: answered };
}

const one = async (tenant: Tenant, flag: string, context: object = { targetingKey: 'alice' }) =>
  (await evaluate(tenant.environment.key, { flag, body: { context } })).body;

const identities = async ({ environment }: Tenant) =>
  api.sql('select identifier, traits from identity where environment_id = $1', [environment.id]);

async function override({ owner, environment }: Tenant, feature: number, body: object): Promise<void> {
  const path = { environmentKey: environment.key };
  const identity = await owner.POST('/api/v1/environments/{environmentKey}/identities/', {
    params: { path },
    body: { identifier: 'vip' },
  });
  await owner.POST('/api/v1/environments/{environmentKey}/identities/{identityId}/featurestates/', {
    params: { path: { ...path, identityId: identity.data?.id ?? 0 } },
    body: { feature, ...body },
  });
}

/** Says `bye` to whoever has `plan: pro`. */
async function overridePros({ owner, project, environment }: Tenant, feature: number): Promise<void> {
  const conditions = [{ operator: 'EQUAL', property: 'plan', value: 'pro' }];
  const { data } = await owner.POST('/api/v1/projects/{projectId}/segments/', {
    params: { path: { projectId: project } },
    body: careless({ name: 'pros', rules: [{ type: 'ALL', rules: [{ type: 'ANY', conditions }] }] }),
  });
  await owner.POST('/api/v1/environments/{environmentKey}/features/{featureId}/create-segment-override/', {
    params: { path: { environmentKey: environment.key, featureId: feature } },
    body: careless({
      feature_segment: { segment: data?.id, priority: 0 },
      enabled: true,
      feature_state_value: { type: 'unicode', string_value: 'bye' },
    }),
  });
}

/** A feature whose every identity gets the same variant. */
async function split(tenant: Tenant): Promise<void> {
  const { owner, project } = tenant;
  const feature = await api.feature(tenant, 'colour', { default_enabled: true, initial_value: 'grey' });
  await owner.POST('/api/v1/projects/{projectId}/features/{featureId}/mv-options/', {
    params: { path: { projectId: project, featureId: feature } },
    body: { feature, string_value: 'blue', key: 'blue-option', default_percentage_allocation: 100 },
  });
}

describe('POST /ofrep/v1/evaluate/flags/{key}', () => {
  it('answers whether a flag without a value is on', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'on', { default_enabled: true });
    await api.feature(tenant, 'off');
    expect(await one(tenant, 'on')).toEqual({ key: 'on', value: true, reason: 'STATIC', metadata: { enabled: true } });
    expect(await one(tenant, 'off')).toEqual({
      key: 'off',
      value: false,
      reason: 'DISABLED',
      metadata: { enabled: false },
    });
  });

  it('answers the value of a flag that has one, and none while it is off', async () => {
    const tenant = await api.tenant();
    const banner = await api.feature(tenant, 'banner', { default_enabled: true, initial_value: 'hello' });
    await api.feature(tenant, 'limit', { initial_value: '5' });
    await override(tenant, banner, { enabled: true, feature_state_value: 42 });
    expect(await one(tenant, 'banner')).toMatchObject({ value: 'hello', reason: 'STATIC' });
    expect(await one(tenant, 'banner', { targetingKey: 'vip' })).toMatchObject({
      value: 42,
      reason: 'TARGETING_MATCH',
    });
    expect(await one(tenant, 'limit')).toEqual({ key: 'limit', reason: 'DISABLED', metadata: { enabled: false } });
  });

  it('puts whom the context describes into segments, also without a targeting key', async () => {
    const tenant = await api.tenant();
    await overridePros(tenant, await api.feature(tenant, 'banner', { default_enabled: true, initial_value: 'hello' }));
    for (const context of [{ targetingKey: 'alice', plan: 'pro' }, { plan: 'pro' }])
      expect(await one(tenant, 'banner', context)).toMatchObject({ value: 'bye', reason: 'TARGETING_MATCH' });
    expect(await one(tenant, 'banner', { plan: 'free' })).toMatchObject({ value: 'hello', reason: 'STATIC' });
  });

  it('names the variant of a split, which needs somebody to give a share to', async () => {
    const tenant = await api.tenant();
    await split(tenant);
    expect(await one(tenant, 'colour')).toEqual({
      key: 'colour',
      value: 'blue',
      variant: 'blue-option',
      reason: 'SPLIT',
      metadata: { enabled: true },
    });
    const key = tenant.environment.key;
    for (const context of [{}, { targetingKey: '' }, { plan: 'pro' }])
      expect(await evaluate(key, { flag: 'colour', body: { context } })).toMatchObject({
        status: 400,
        body: { key: 'colour', errorCode: 'TARGETING_KEY_MISSING' },
      });
    expect((await evaluate(key)).body.flags).toEqual([
      { key: 'colour', errorCode: 'TARGETING_KEY_MISSING', errorDetails: 'A split needs a targetingKey.' },
    ]);
  });

  it('stores nothing', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'on', { default_enabled: true });
    await one(tenant, 'on', {
      targetingKey: 'alice',
      plan: 'pro',
      age: 42,
      at: 1_763_745_600_000,
      tags: ['a'],
      x: null,
    });
    expect(await identities(tenant)).toEqual([]);
  });

  it('does not know flags that are not there, or not for this key', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'secret', { default_enabled: true, is_server_key_only: true });
    for (const flag of ['nope', 'secret'])
      expect(await evaluate(tenant.environment.key, { flag })).toMatchObject({
        status: 404,
        body: { key: flag, errorCode: 'FLAG_NOT_FOUND', errorDetails: 'There is no such flag.' },
      });
    expect(await evaluate(await api.serverKey(tenant), { flag: 'secret' })).toMatchObject({ body: { value: true } });
  });

  it.each([
    ['{"context": ', 'PARSE_ERROR'],
    ['[]', 'PARSE_ERROR'],
    [{ context: 'alice' }, 'INVALID_CONTEXT'],
    [{ context: { targetingKey: 7 } }, 'INVALID_CONTEXT'],
    [{ context: { targetingKey: 'x'.repeat(2_001) } }, 'INVALID_CONTEXT'],
  ])('refuses %j', async (body, errorCode) => {
    const { environment } = await api.tenant();
    const expected = { errorCode, errorDetails: expect.any(String) };
    expect(await evaluate(environment.key, { body })).toMatchObject({ status: 400, body: expected });
    expect(await evaluate(environment.key, { body, flag: 'a b' })).toMatchObject({
      status: 400,
      body: { key: 'a b', ...expected },
    });
  });

  it('takes the body for JSON or not at all', async () => {
    const { environment } = await api.tenant();
    expect(await evaluate(environment.key, { body: 'x', headers: { 'content-type': 'text/xml' } })).toMatchObject({
      status: 400,
      body: { errorCode: 'PARSE_ERROR' },
    });
  });
});

describe('the key', () => {
  it('is taken from its own header, and from those of the protocol', async () => {
    const { environment } = await api.tenant();
    const headers = [
      { authorization: `Bearer ${environment.key}` },
      { 'x-api-key': environment.key },
      { 'x-environment-key': environment.key },
    ];
    for (const one of headers) expect(await evaluate(undefined, { headers: one })).toMatchObject({ status: 200 });
    expect(await evaluate(undefined)).toMatchObject({ status: 401, body: { errorDetails: expect.any(String) } });
    expect(await evaluate('nobody')).toMatchObject({ status: 403, body: { errorDetails: expect.any(String) } });
  });
});

describe('POST /ofrep/v1/evaluate/flags', () => {
  it('answers all flags that the key may see, and not again while they are the same', async () => {
    const tenant = await api.tenant();
    const body = { context: { targetingKey: 'alice' } };
    await api.feature(tenant, 'on', { default_enabled: true });
    await api.feature(tenant, 'banner', { default_enabled: true, initial_value: 'hello' });
    await api.feature(tenant, 'secret', { is_server_key_only: true });
    const first = await evaluate(tenant.environment.key, { body });
    expect(first.body).toEqual({
      flags: [
        { key: 'on', value: true, reason: 'STATIC', metadata: { enabled: true } },
        { key: 'banner', value: 'hello', reason: 'STATIC', metadata: { enabled: true } },
      ],
      eventStreams: [
        {
          type: 'sse',
          endpoint: { requestUri: `/ofrep/v1/event-stream?key=${tenant.environment.key}` },
          inactivityDelaySec: 120,
        },
      ],
    });
    const headers = { 'if-none-match': String(first.headers['etag']) };
    expect((await evaluate(tenant.environment.key, { body, headers })).status).toBe(304);
    await api.feature(tenant, 'more');
    const later = await evaluate(tenant.environment.key, { body, headers });
    expect([later.status, later.body.flags.length]).toEqual([200, 3]);
  });

  it('does not tell for whom a value is where the environment hides it', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'on', { default_enabled: true });
    await tenant.owner.PATCH('/api/v1/environments/{environmentKey}/', {
      params: { path: { environmentKey: tenant.environment.key } },
      body: { hide_sensitive_data: true },
    });
    expect(await one(tenant, 'on')).toMatchObject({ value: true, reason: 'UNKNOWN' });
  });
});

describe('the streams of an answer', () => {
  it('never carry a secret', async () => {
    const tenant = await api.tenant();
    const { body } = await evaluate(await api.serverKey(tenant));
    expect(body.eventStreams[0].endpoint.requestUri).toBe(`/ofrep/v1/event-stream?key=${tenant.environment.key}`);
  });
});

describe('GET /ofrep/v1/configuration', () => {
  const configuration = (headers: Record<string, string>) =>
    api.app.inject({ method: 'GET', url: '/ofrep/v1/configuration', headers });

  it('says what there is, and not again to whoever knows', async () => {
    const { environment } = await api.tenant();
    const first = await configuration({ authorization: `Bearer ${environment.key}` });
    expect([first.statusCode, first.json()]).toEqual([
      200,
      {
        name: 'Burgee',
        capabilities: {
          cacheInvalidation: { polling: { enabled: true, minPollingIntervalMs: 1_000 } },
          flagEvaluation: { supportedTypes: ['int', 'float', 'string', 'boolean'] },
          caching: { enabled: false },
        },
      },
    ]);
    const etag = String(first.headers['etag']);
    const again = await configuration({ 'x-environment-key': environment.key, 'if-none-match': etag });
    expect([again.statusCode, again.payload]).toEqual([304, '']);
  });

  it('is refused without a known key', async () => {
    expect((await configuration({})).statusCode).toBe(401);
    expect((await configuration({ 'x-api-key': 'nobody' })).json()).toEqual({ errorDetails: expect.any(String) });
  });
});
