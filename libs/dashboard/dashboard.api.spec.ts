import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { useApi, type TestApi } from '../../test/api/index.js';

type Method = 'GET' | 'HEAD' | 'POST' | 'DELETE';

const ask = (api: TestApi, url: string, method: Method = 'GET') =>
  api.app.getHttpAdapter().getInstance().inject({ method, url });

describe('GET /config/project-overrides', () => {
  const api = useApi({
    PREVENT_SIGNUP: 'true',
    DISABLE_INVITE_LINKS: 'true',
    FLAGSMITH_ON_FLAGSMITH_API_KEY: '</script>',
    FLAGSMITH_ON_FLAGSMITH_API_URL: 'http://localhost:8000/api/v1/',
  });

  it('is a script that tells the dashboard how it is set up', async () => {
    const { statusCode, headers, payload } = await ask(api, '/config/project-overrides');
    expect([statusCode, headers['content-type']]).toEqual([200, 'application/javascript; charset=utf-8']);
    const window: { projectOverrides?: unknown } = {};
    runInNewContext(payload, { window });
    expect(JSON.parse(JSON.stringify(window.projectOverrides))).toEqual({
      api: '/api/v1/',
      assetURL: '/',
      cookieAuthEnabled: false,
      cookieSameSite: 'none',
      disableAnalytics: false,
      flagsmith: '</script>',
      flagsmithAnalytics: false,
      flagsmithClientAPI: 'http://localhost:8000/api/v1/',
      flagsmithRealtime: false,
      hideInviteLinks: true,
      linkedinPartnerTracking: false,
      maintenance: false,
      preventEmailPassword: false,
      preventSignup: true,
      useSecureCookies: true,
    });
  });

  it('there is no dashboard without one', async () => {
    expect((await ask(api, '/organisations')).statusCode).toBe(404);
  });
});

/** Files as a build makes them, in a folder of their own. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'burgee-dashboard-'));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

const INDEX = '<!doctype html><title>Dashboard</title>{{#if linkedin}}tracked{{/if}}';
const SCRIPT = 'static/main.0123456789abcdef0123.js';

describe('a dashboard', () => {
  const folder = folderWith({
    'static/index.handlebars': INDEX,
    [SCRIPT]: 'console.log(1)',
    'static/images/a b.svg': '<svg/>',
    '.env': 'SECRET=1',
  });
  const api = useApi({ DASHBOARD_PATH: folder });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['/organisations', '/project/1/environment/x/features', '/login?next=a', '/.env', '/static/../.env', '/%25'])(
    'shows its page at %s',
    async (url) => {
      const { statusCode, headers, payload } = await ask(api, url);
      expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(payload).toBe('<!doctype html><title>Dashboard</title>');
      expect(headers['cache-control']).toContain('no-store');
    },
  );

  it('serves the files of its build, for ever where their name has their hash', async () => {
    const script = await ask(api, `/${SCRIPT}`);
    expect([script.statusCode, script.payload]).toEqual([200, 'console.log(1)']);
    expect(script.headers['content-type']).toMatch(/javascript/);
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    const image = await ask(api, '/static/images/a%20b.svg');
    expect([image.payload, image.headers['content-type']]).toEqual(['<svg/>', 'image/svg+xml']);
    expect(image.headers['cache-control']).toContain('no-store');
    expect((await ask(api, `/${SCRIPT}`, 'HEAD')).statusCode).toBe(200);
  });

  it('is read, not written to', async () => {
    const { statusCode, headers, payload } = await ask(api, '/organisations', 'POST');
    expect([statusCode, headers['allow']]).toEqual([405, 'GET, HEAD']);
    expect(JSON.parse(payload)).toEqual({ detail: 'Method "POST" not allowed.' });
  });

  it.each<[Method, string, number]>([
    ['GET', '/api/v1/nope/', 404],
    ['POST', '/api/v1/nope/', 404],
    ['GET', '/api/v1/auth/login/', 405],
    ['DELETE', '/api/v1/flags/', 405],
    ['DELETE', '/setup/', 405],
    ['GET', '/health/liveness/', 200],
    ['GET', '/robots.txt', 200],
    ['GET', '/api/v1/projects/', 401],
  ])('leaves to others what is theirs: %s %s', async (method, url, status) => {
    const { statusCode, headers } = await ask(api, url, method);
    expect(statusCode).toBe(status);
    expect(headers['content-type']).not.toContain('html');
  });

  it('comes after the setup', async () => {
    expect((await ask(api, '/')).headers.location).toBe('/setup/');
    await api.person();
    expect((await ask(api, '/')).payload).toContain('<title>Dashboard</title>');
    expect((await ask(api, '/setup/')).payload).toContain('http://localhost:8000/login');
  });
});

describe('a dashboard that is turned off', () => {
  const folder = folderWith({ 'index.html': INDEX });
  const api = useApi({ DASHBOARD_PATH: folder, DISABLE_FLAGSMITH_UI: 'true' });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is not there', async () => {
    expect((await ask(api, '/organisations')).statusCode).toBe(404);
  });
});
