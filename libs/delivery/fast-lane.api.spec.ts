import { request } from 'node:http';
import { connect } from 'node:net';
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

const identities = async (headers: Record<string, string>, body?: string, query = '') => {
  const response = await fetch(`${await api.listen()}/api/v1/identities/${query}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
};

/** All bytes that come back on one connection, until `done` says so. */
const raw = async (text: string, done: (answer: string) => boolean): Promise<string> => {
  const { port } = new URL(await api.listen());
  const socket = connect(Number(port), '127.0.0.1');
  let answer = '';
  return new Promise((resolve, reject) => {
    socket.on('error', reject).on('close', () => resolve(answer));
    socket.on('data', (bytes) => {
      answer += String(bytes);
      if (done(answer)) socket.end();
    });
    socket.write(text);
  });
};

describe('the fast lane, of identities', () => {
  const body = JSON.stringify({ identifier: 'ada', traits: [{ trait_key: 'plan', trait_value: 'pro' }] });

  it('answers as the route behind it does', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner', { initial_value: 'hello' });
    await api.feature(tenant, 'hidden', { is_server_key_only: true });
    const key = { 'x-environment-key': tenant.environment.key, 'accept-encoding': 'identity' };
    await identities(key, body);
    for (const [sent, query] of [[body], [undefined, '?identifier=ada']] as const) {
      const routed = await identities({ ...key, 'x-request-id': 'not-for-the-lane' }, sent, query);
      const lane = await identities(key, sent, query);
      expect(lane.headers['x-request-id']).toBeUndefined();
      for (const answer of [routed, lane]) for (const name of ['x-request-id', 'date']) delete answer.headers[name];
      for (const name of ['access-control-allow-origin', 'access-control-expose-headers']) delete routed.headers[name];
      expect(lane).toEqual(routed);
      expect(JSON.parse(lane.body)).toMatchObject({ identifier: 'ada', flags: [{ feature: { name: 'banner' } }] });
    }
  });

  it.each(['gzip', 'br'])('sends %s to browsers and phones, and not to servers', async (encoding) => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner', { initial_value: 'x'.repeat(5_000) });
    const accepts = { 'accept-encoding': encoding };
    const client = { ...accepts, 'x-environment-key': tenant.environment.key };
    const server = { ...accepts, 'x-environment-key': await api.serverKey(tenant) };
    await identities(client, body);
    const ways: Record<string, string>[] = [{}, { 'x-request-id': 'not-for-the-lane' }];
    for (const more of ways) {
      const compressed = await identities({ ...client, ...more }, body);
      expect(compressed.headers).toMatchObject({ 'content-encoding': encoding, vary: 'Accept-Encoding' });
      expect(Number(compressed.headers['content-length'])).toBeLessThan(1_000);
      const plain = await identities({ ...server, ...more }, body);
      expect(plain.headers['content-encoding']).toBeUndefined();
      expect(compressed.body).toBe(plain.body);
    }
  });

  it('leaves what is out of the ordinary to the route', async () => {
    const tenant = await api.tenant();
    const key = { 'x-environment-key': tenant.environment.key };
    await identities(key, body);
    const missing = await identities(key, undefined, '?feature=nope&identifier=ada');
    expect([missing.status, missing.body]).toEqual([404, '{"detail":"Given feature not found"}']);
    const bad = await identities(key, '{"identifier":');
    expect([bad.status, bad.body]).toEqual([400, expect.stringContaining('JSON parse error')]);
    const wrong = await identities(key, '{"identifier":"ada","traits":[{"trait_key":""}]}');
    expect([wrong.status, Object.keys(JSON.parse(wrong.body))]).toEqual([400, ['traits']]);
    expect((await identities({ 'x-environment-key': 'nope' }, body)).status).toBe(403);
    expect(JSON.parse((await identities(key, '{"traits":[]}')).body).identifier).toMatch(/^[0-9a-f]{32}$/);
  });

  it('takes a body in pieces', async () => {
    const tenant = await api.tenant();
    const headers = {
      'x-environment-key': tenant.environment.key,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    };
    for (const pieces of [
      [body],
      [body.slice(0, 9), body.slice(9, 20), body.slice(20)],
      ['{"ident', `${body.slice(7)}`],
    ]) {
      const answer = await new Promise<string>((resolve, reject) => {
        void api.listen().then(async (base) => {
          const sent = request(`${base}/api/v1/identities/`, { method: 'POST', headers }, (response) => {
            let text = '';
            response.on('data', (chunk) => (text += String(chunk))).on('end', () => resolve(text));
          }).on('error', reject);
          for (const piece of pieces) {
            sent.write(piece);
            await new Promise((next) => setTimeout(next, 20));
          }
          sent.end();
        }, reject);
      });
      expect(JSON.parse(answer)).toMatchObject({ identifier: 'ada', traits: [{ trait_key: 'plan' }] });
    }
  });

  it('answers several requests that come at once on one connection, in their order', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner');
    const head = `host: x\r\nx-environment-key: ${tenant.environment.key}\r\n`;
    await flags({ 'x-environment-key': tenant.environment.key });
    const post = `POST /api/v1/identities/ HTTP/1.1\r\n${head}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    const get = `GET /api/v1/flags/ HTTP/1.1\r\n${head}\r\n`;
    const statuses = (answer: string) => answer.match(/HTTP\/1\.1 \d+/g) ?? [];
    const answer = await raw(
      post + get + get + post,
      (text) => (text.match(/"variant"/g) ?? []).length === 2 && statuses(text).length === 4,
    );
    expect(statuses(answer)).toEqual(Array.from({ length: 4 }, () => 'HTTP/1.1 200'));
    expect(answer.match(/\{"identifier":"ada"|\r\n\[\{"id"/g)).toEqual([
      '{"identifier":"ada"',
      '\r\n[{"id"',
      '\r\n[{"id"',
      '{"identifier":"ada"',
    ]);
  });

  it.each(['HTTP/1.0', 'HTTP/1.1'])('closes the connection where %s asks for that', async (version) => {
    const tenant = await api.tenant();
    await flags({ 'x-environment-key': tenant.environment.key });
    const head = `host: x\r\nconnection: close\r\nx-environment-key: ${tenant.environment.key}\r\n\r\n`;
    const answer = await raw(`GET /api/v1/flags/ ${version}\r\n${head}`, () => false);
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*connection: close\r\n\r\n\[\]$/i);
  });
});
