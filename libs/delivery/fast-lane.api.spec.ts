import { useApi } from '../../test/api/index.js';

const api = useApi();
const flags = async (headers: Record<string, string>) => {
  const response = await fetch(`${await api.listen()}/api/v1/flags/`, { headers });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
};
const counted = async () => {
  const body = await (await fetch(`${await api.listen()}/metrics`)).text();
  const line =
    /^flagsmith_http_server_requests_total\{route="\/api\/v1\/flags",method="GET",response_status="200"\} (\d+)$/m;
  return Number(line.exec(body)?.[1] ?? 0);
};

describe('the fast lane', () => {
  it('answers as the route behind it does', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner', { initial_value: 'hello' });
    const key = { 'x-environment-key': tenant.environment.key, 'accept-encoding': 'identity' };
    const routed = await flags({ ...key, 'x-request-id': 'not-for-the-lane' });
    const lane = await flags(key);
    expect(routed.headers['x-request-id']).toBe('not-for-the-lane');
    expect(lane.headers['x-request-id']).toBeUndefined();
    for (const answer of [routed, lane]) for (const name of ['x-request-id', 'date']) delete answer.headers[name];
    // what only another origin is told is left out where nobody asks from one
    for (const name of ['access-control-allow-origin', 'access-control-expose-headers']) delete routed.headers[name];
    expect(lane).toEqual(routed);
  });

  it.each(['gzip', 'br'])('sends %s to who takes it, and other origins may read it', async (encoding) => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner', { initial_value: 'x'.repeat(5_000) });
    const ask = () =>
      flags({
        'x-environment-key': tenant.environment.key,
        'accept-encoding': encoding,
        origin: 'https://shop.example',
      });
    for (let tries = 0; tries < 50 && (await ask()).headers['content-encoding'] !== encoding; tries++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    const { headers, body } = await ask();
    expect(JSON.parse(body)).toEqual([expect.objectContaining({ feature_state_value: 'x'.repeat(5_000) })]);
    expect(headers).toMatchObject({
      'content-encoding': encoding,
      'access-control-allow-origin': '*',
      vary: expect.stringContaining('Accept-Encoding'),
    });
    expect(Number(headers['content-length'])).toBeLessThan(1_000);
  });

  it('leaves wrong keys and stopped organisations to the route, which says why', async () => {
    const tenant = await api.tenant();
    expect((await flags({ 'x-environment-key': 'not-a-key' })).body).toBe(
      '{"detail":"Invalid or missing Environment Key"}',
    );
    const key = { 'x-environment-key': tenant.environment.key };
    expect((await flags(key)).status).toBe(200);
    await tenant.owner.DELETE('/api/v1/environments/{environmentKey}/', {
      params: { path: { environmentKey: tenant.environment.key } },
    });
    expect((await flags(key)).status).toBe(403);
  });

  it('is counted in the metrics', async () => {
    const tenant = await api.tenant();
    const key = { 'x-environment-key': tenant.environment.key };
    await flags(key);
    const before = await counted();
    for (let times = 0; times < 3; times++) await flags(key);
    expect((await counted()) - before).toBe(3);
  });
});

describe('If-Modified-Since', () => {
  it('is answered 304 while nothing changed, and If-None-Match counts before it', async () => {
    const tenant = await api.tenant();
    const key = { 'x-environment-key': tenant.environment.key };
    const since = (await flags(key)).headers['last-modified'] ?? '';
    expect((await flags({ ...key, 'if-modified-since': since })).status).toBe(304);
    expect((await flags({ ...key, 'if-modified-since': 'Thu, 01 Jan 1970 00:00:00 GMT' })).status).toBe(200);
    expect((await flags({ ...key, 'if-modified-since': since, 'if-none-match': '"another"' })).status).toBe(200);
  });
});
