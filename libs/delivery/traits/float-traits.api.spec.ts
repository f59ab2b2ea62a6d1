import { careless, useApi, type Tenant } from '../../../test/api/index.js';

const api = useApi();

/** The very text of the answer: what parses it may not tell 4.0 from 4. */
async function send(key: string, method: 'GET' | 'POST' | 'PUT', url: string, payload?: string): Promise<string> {
  const headers = { 'x-environment-key': key, ...(payload ? { 'content-type': 'application/json' } : {}) };
  return (await api.app.inject({ method, url, headers, ...(payload ? { payload } : {}) })).payload;
}

const identify = (key: string, size: string): Promise<string> =>
  send(
    key,
    'POST',
    '/api/v1/identities/',
    `{"identifier":"alice","traits":[{"trait_key":"size","trait_value":${size}}]}`,
  );

const read = (key: string): Promise<string> => send(key, 'GET', '/api/v1/identities/?identifier=alice');

const told = (payload: string): string | undefined => /"trait_value":\s*([^,}]+)/.exec(payload)?.[1];

const stored = async ({ environment }: Tenant): Promise<unknown[]> =>
  (await api.sql<{ traits: object }>('select traits from identity where environment_id = $1', [environment.id])).map(
    ({ traits }) => traits,
  );

/** A flag that says `float` to whom a size of `4.0` is equal to, and `int` to whom `4` is. */
async function sizes(tenant: Tenant): Promise<void> {
  const { owner, project, environment } = tenant;
  const feature = await api.feature(tenant, 'banner', { default_enabled: true, initial_value: 'other' });
  for (const [name, value] of Object.entries({ float: '4.0', int: '4' })) {
    const conditions = [{ operator: 'EQUAL', property: 'size', value }];
    const { data } = await owner.POST('/api/v1/projects/{projectId}/segments/', {
      params: { path: { projectId: project } },
      body: careless({ name, rules: [{ type: 'ALL', conditions }] }),
    });
    await owner.POST('/api/v1/environments/{environmentKey}/features/{featureId}/create-segment-override/', {
      params: { path: { environmentKey: environment.key, featureId: feature } },
      body: careless({
        feature_segment: { segment: data?.id, priority: name === 'float' ? 0 : 1 },
        enabled: true,
        feature_state_value: { type: 'unicode', string_value: name },
      }),
    });
  }
}

describe('a trait that is a float with a whole value', () => {
  it.each([
    ['4.0', '4.0'],
    ['4e0', '4.0'],
    ['40.0e-1', '4.0'],
    ['-4.00', '-4.0'],
    ['1e16', '1e+16'],
    ['4', '4'],
    ['4.5', '4.5'],
  ])('%s is answered as %s', async (given, answered) => {
    const { environment } = await api.tenant();
    expect(told(await identify(environment.key, given))).toBe(answered);
    expect(Number(told(await read(environment.key)))).toBe(Number(answered));
  });

  it('is stored as a float, and is another trait than the int', async () => {
    const tenant = await api.tenant();
    const { key } = tenant.environment;
    const size = (type: string, value: number) => [{ size: { id: expect.any(Number), type, value } }];
    for (const [given, type] of [
      ['4', 'int'],
      ['4.0', 'float'],
      ['4', 'int'],
    ] as const) {
      await identify(key, given);
      expect(await stored(tenant)).toEqual(size(type, 4));
      expect(told(await read(key))).toBe(given);
    }
  });

  it('is compared as one, at once and as it is stored', async () => {
    const tenant = await api.tenant();
    await sizes(tenant);
    const { key } = tenant.environment;
    const value = (payload: string) => JSON.parse(payload).flags[0].feature_state_value;
    expect(value(await identify(key, '4'))).toBe('int');
    expect(value(await read(key))).toBe('int');
    expect(value(await identify(key, '5.0'))).toBe('other');
    expect(value(await identify(key, '4.0'))).toBe('float');
    expect(value(await read(key))).toBe('float');
  });

  it('is told apart wherever traits are taken', async () => {
    const tenant = await api.tenant();
    const { key } = tenant.environment;
    const trait = '{"identity":{"identifier":"alice"},"trait_key":"size","trait_value":4.0}';
    expect(told(await send(key, 'POST', '/api/v1/traits/', trait))).toBe('4.0');
    expect(await stored(tenant)).toEqual([{ size: { id: expect.any(Number), type: 'float', value: 4 } }]);
    await identify(key, '4');
    expect(told(await send(key, 'PUT', '/api/v1/traits/bulk/', `[${trait}]`))).toBe('4.0');
    expect(told(await read(key))).toBe('4.0');
    await identify(key, '4');
    expect(told(await send(key, 'POST', '/api/v1/identities/alice/traits/size', '{"trait_value": 4.0}'))).toBe('4.0');
    expect(told(await send(key, 'GET', '/api/v1/identities/alice/'))).toBe('4.0');
  });

  it('keeps its point where it becomes an identifier', async () => {
    const { environment } = await api.tenant();
    const payload = await send(environment.key, 'POST', '/api/v1/identities/', '{"identifier": 4.0}');
    expect(JSON.parse(payload).identifier).toBe('4.0');
  });

  it('keeps its point inside of what becomes text', async () => {
    const { environment } = await api.tenant();
    expect(told(await identify(environment.key, '[4.0]'))).toBe('"[4.0]"');
  });

  it('is refused where it is too large for a float', async () => {
    const { environment } = await api.tenant();
    expect(JSON.parse(await identify(environment.key, '1e400'))).toEqual({
      traits: [{ trait_value: ['A valid number is required.'] }],
    });
  });
});
