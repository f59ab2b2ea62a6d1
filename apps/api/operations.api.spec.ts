import { useApi } from '../../test/api/index.js';

const api = useApi();
const get = async (url: string, headers: Record<string, string> = {}) =>
  api.app.inject({ method: 'GET', url, headers });

describe('health', () => {
  it.each(['/health', '/healthcheck', '/health/readiness/', '/health/readiness'])(
    '%s tells what works',
    async (url) => {
      const { statusCode, body } = await get(url);
      expect([statusCode, JSON.parse(body)]).toEqual([
        200,
        { DatabaseBackend: 'working', MigrationsHealthCheck: 'working', Process: 'working' },
      ]);
    },
  );

  it('is a page for browsers, unless they ask for JSON', async () => {
    const page = await get('/health', { accept: 'text/html' });
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect((await get('/health?format=json', { accept: 'text/html' })).json()).toMatchObject({
      DatabaseBackend: 'working',
    });
  });

  it('says that the process lives without asking anybody', async () => {
    expect((await get('/health/liveness/')).json()).toEqual({ status: 'ok' });
  });
});

describe('/version/, /metrics, /robots.txt', () => {
  it('tell who this is, how it does, and that crawlers need not come', async () => {
    expect((await get('/version/')).json()).toMatchObject({ is_enterprise: true, is_saas: false });
    expect((await get('/metrics')).body).toContain('flagsmith_http_server_requests_total');
    expect((await get('/robots.txt')).body).toBe('User-agent: *\nDisallow: /\n');
  });
});

describe('/processor/monitoring/', () => {
  it('tells staff how much waits', async () => {
    const person = await api.person();
    expect((await api.as().GET('/processor/monitoring/')).response.status).toBe(401);
    expect((await person.GET('/processor/monitoring/')).response.status).toBe(403);
    await api.sql('update account_user set is_staff = true where id = $1', [person.id]);
    const [row] = await api.sql<{ count: number }>('select count(*)::integer as count from outbox_event', []);
    expect((await person.GET('/processor/monitoring/')).data).toEqual({ waiting: row?.count });
    expect(row?.count).toBeGreaterThan(0);
  });
});

describe('the OpenAPI document', () => {
  it('is there as JSON, as YAML and as a page', async () => {
    expect((await get('/api/v1/swagger.json')).json()).toMatchObject({ openapi: '3.1.0', info: { title: 'Burgee' } });
    expect((await get('/api/v1/swagger.yaml')).body).toContain('openapi: 3.1.0');
    expect((await get('/api/v1/docs/')).headers['content-type']).toContain('text/html');
  });
});

describe('transport', () => {
  const post = (url: string, payload: string, headers: Record<string, string> = {}) =>
    api.app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json', ...headers } });

  it('answers a path that is not there with 404 and a verb that it has not with 405, slash or no slash', async () => {
    expect((await get('/api/v1/nope/')).json()).toEqual({ detail: 'Not found.' });
    for (const url of ['/api/v1/flags/', '/api/v1/flags']) {
      const wrong = await api.app.inject({ method: 'DELETE', url });
      expect([wrong.statusCode, wrong.json(), wrong.headers['allow']]).toEqual([
        405,
        { detail: 'Method "DELETE" not allowed.' },
        'GET, HEAD, OPTIONS',
      ]);
    }
  });

  it('asks who is there before it says that a verb is not', async () => {
    const { owner, project } = await api.tenant();
    const send = async (method: 'DELETE' | 'POST', url: string, authorization?: string) => {
      const headers = authorization === undefined ? {} : { authorization };
      const { statusCode, json, headers: answered } = await api.app.inject({ method, url, headers });
      return [statusCode, json(), answered['allow']];
    };
    const token = `Token ${owner.token}`;
    const detail = 'Authentication credentials were not provided.';
    expect(await send('DELETE', '/api/v1/organisations/')).toEqual([401, { detail }, undefined]);
    expect(await send('DELETE', '/api/v1/organisations/', 'Token x')).toEqual([
      401,
      { detail: 'Invalid token.' },
      undefined,
    ]);
    expect(await send('DELETE', '/api/v1/organisations/', token)).toEqual([
      405,
      { detail: 'Method "DELETE" not allowed.' },
      'GET, HEAD, POST, OPTIONS',
    ]);
    const denied = { detail: 'You do not have permission to perform this action.' };
    expect(await send('DELETE', '/api/v1/projects/', token)).toEqual([403, denied, undefined]);
    expect((await send('POST', `/api/v1/projects/${project}/`, token))[0]).toBe(405);
    expect((await send('DELETE', '/api/v1/auth/login/'))[0]).toBe(405);
  });

  it('says where a body stops being JSON', async () => {
    const { statusCode, body } = await post('/api/v1/auth/login/', '{"email"');
    expect([statusCode, JSON.parse(body)]).toEqual([
      400,
      { detail: "JSON parse error - Expecting ':' delimiter: line 1 column 9 (char 8)" },
    ]);
  });

  it('takes JSON and forms, and nothing else', async () => {
    const { statusCode, body } = await post('/api/v1/auth/login/', 'x', { 'content-type': 'text/plain' });
    expect([statusCode, JSON.parse(body)]).toEqual([
      415,
      { detail: 'Unsupported media type "text/plain" in request.' },
    ]);
    const form = await post('/api/v1/auth/login/', 'email=a&password=b', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(form.json()).toEqual({ non_field_errors: ['Unable to log in with provided credentials.'] });
  });

  it('limits the size and the depth of a body', async () => {
    expect((await post('/api/v1/auth/login/', JSON.stringify({ email: 'x'.repeat(3_000_000) }))).statusCode).toBe(413);
    expect((await post('/api/v1/auth/login/', `${'['.repeat(100)}${']'.repeat(100)}`)).json()).toEqual({
      detail: 'JSON parse error - nested deeper than 64 levels',
    });
    expect((await post('/api/v1/auth/login/', '[]')).json()).toEqual({
      non_field_errors: ['Invalid data. Expected a dictionary, but got list.'],
    });
  });

  it('never lets a body reach a prototype', async () => {
    await post(
      '/api/v1/auth/login/',
      '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}',
    );
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('gives every answer an id, the caller’s own where it is a decent one', async () => {
    expect((await get('/version/')).headers['x-request-id']).toMatch(/^[0-9a-f]{12}-[0-9a-z]+$/);
    expect((await get('/version/', { 'x-request-id': 'mine-1' })).headers['x-request-id']).toBe('mine-1');
    expect((await get('/version/', { 'x-request-id': 'a b<script>' })).headers['x-request-id']).toMatch(
      /^[0-9a-f]{12}-[0-9a-z]+$/,
    );
  });

  it('lets browsers of every origin call, without cookies', async () => {
    const headers = {
      origin: 'https://shop.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'x-environment-key',
    };
    const preflight = await api.app.inject({ method: 'OPTIONS', url: '/api/v1/flags/', headers });
    expect(preflight.statusCode).toBe(204);
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-allow-headers': expect.stringContaining('x-environment-key'),
    });
    expect(preflight.headers['access-control-allow-credentials']).toBeUndefined();
  });
});
