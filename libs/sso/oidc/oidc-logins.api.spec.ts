import { exportJWK, generateKeyPair } from 'jose';
import { GroupsClaimed } from '#accounts';
import { TestApi, unique } from '../../../test/api/index.js';
import { follow, keepCookies, startOidcProvider, type RunningProvider } from '../../../test/api/oidc-provider.js';

let api: TestApi;
const CALLBACK = 'http://localhost:8000/api/v1/auth/oidc/callback/';
const DASHBOARD = 'https://flags.example.com';
const people = {
  ada: person({ given_name: 'Ada', family_name: 'Lovelace', groups: ['dev', 'ops'] }),
  grace: person({ name: 'Grace Hopper', groups: [] }),
  mallory: person({ email_verified: false }),
  nobody: { name: 'No Address' },
};
let provider: RunningProvider;
let base: string;

function person(more: object): { email: string } {
  return { email: `${unique('Person')}@Example.com`, ...{ email_verified: true, ...more } };
}

beforeAll(async () => {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  provider = await startOidcProvider({
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig' }] },
    clients: [
      {
        client_id: 'flags',
        client_secret: 'the secret of flags',
        redirect_uris: [CALLBACK],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    people,
  });
  api = new TestApi({
    OUTBOUND_ALLOWED_ADDRESSES: '127.0.0.0/8',
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: 'flags',
    OIDC_CLIENT_SECRET: 'the secret of flags',
    OIDC_GROUPS_CLAIM: 'groups',
    FLAGSMITH_FRONTEND_URL: DASHBOARD,
  });
  await api.start();
  base = await api.listen();
});
afterAll(async () => {
  await api.stop();
  provider.stop();
});

/** A browser that signs in: it knows cookies of the api and of the provider. */
class Browser {
  readonly jar = new Map<string, string>();
  private readonly atProvider = new Map<string, string>();

  /** Where the provider sends it back to. */
  async goToProvider(who: string, query = ''): Promise<string> {
    const address = await follow(`${base}/api/v1/auth/oidc/login/${query}`, this.jar);
    const url = new URL(address ?? '');
    url.searchParams.set('login_hint', who);
    let next: string | undefined = url.href;
    while (next?.startsWith(provider.issuer)) next = await follow(next, this.atProvider);
    return next ?? '';
  }

  /** Where the api sends it on to. */
  async comeBack(address: string): Promise<URL> {
    expect(address.startsWith(CALLBACK)).toBe(true);
    return new URL((await follow(address.replace('http://localhost:8000', base), this.jar)) ?? '');
  }

  async signIn(who: string): Promise<string> {
    const dashboard = await this.comeBack(await this.goToProvider(who));
    expect(dashboard.origin + dashboard.pathname).toBe(`${DASHBOARD}/saml`);
    return dashboard.searchParams.get('code') ?? '';
  }

  /** What the dashboard does with the code. */
  async fetchSession(code: string, more: object = {}) {
    const cookie = [...this.jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const { data, error, response } = await api
      .as(cookie ? { cookie } : {})
      .POST('/api/v1/auth/saml/login/', { body: { access_token: code, ...more } });
    keepCookies([response.headers.get('set-cookie') ?? ''], this.jar);
    return { status: response.status, data, error };
  }
}

const REFUSED = {
  status: 401,
  data: undefined,
  error: { message: 'The code is not valid, or was used before.' },
};
const FAILED = `${DASHBOARD}/login?error=sso`;

const claimedBy = async (userId: number) => {
  const rows = await api.sql<{ payload: { groups: string[] } }>(
    `select payload from outbox_event where type = $1 and payload ->> 'userId' = $2 order by id`,
    [GroupsClaimed.type, String(userId)],
  );
  return rows.map(({ payload }) => payload.groups);
};

describe('signing in by an OpenID Connect provider', () => {
  it('makes an account at first, finds it after that, and tells the groups', async () => {
    const browser = new Browser();
    const { status, data } = await browser.fetchSession(await browser.signIn('ada'), { sign_up_type: 'NO_INVITE' });
    expect({ status, data }).toEqual({ status: 200, data: { key: expect.any(String), is_new_user: true } });
    expect(browser.jar.size).toBe(0);
    const me = await api.as({ authorization: `Token ${data?.key}` }).GET('/api/v1/auth/users/me/');
    expect(me.data).toMatchObject({
      email: people.ada.email.toLowerCase(),
      first_name: 'Ada',
      last_name: 'Lovelace',
      auth_type: 'OIDC',
    });
    const again = await browser.fetchSession(await browser.signIn('ada'));
    expect(again.data).toEqual({ key: data?.key, is_new_user: false });
    expect(await claimedBy(me.data?.id ?? 0)).toEqual([
      ['dev', 'ops'],
      ['dev', 'ops'],
    ]);
  });

  it('asks for no more than it is set up to ask, with state, nonce and PKCE, each time others', async () => {
    const asked = await Promise.all(
      [1, 2].map(async () => new URL((await follow(`${base}/api/v1/auth/oidc/login/`, new Map())) ?? '').searchParams),
    );
    for (const parameters of asked)
      expect(Object.fromEntries(parameters)).toEqual({
        client_id: 'flags',
        response_type: 'code',
        redirect_uri: CALLBACK,
        scope: 'openid email profile',
        code_challenge: expect.stringMatching(/^[\w-]{43}$/),
        code_challenge_method: 'S256',
        state: expect.stringMatching(/^[\w-]{43}$/),
        nonce: expect.stringMatching(/^[\w-]{43}$/),
      });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked[0]?.get(name)).not.toBe(asked[1]?.get(name));
  });

  it('keeps what ties it to a browser where scripts and other sites do not reach it', async () => {
    const { headers } = await api.app.inject({ method: 'GET', url: '/api/v1/auth/oidc/login/' });
    expect(headers['set-cookie']).toMatch(
      /^sso=[\w-]{43}; Max-Age=660; Path=\/api\/v1\/auth; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('sends nobody where somebody else says', async () => {
    const browser = new Browser();
    const evil = '?next=https://evil.example.com&redirect_uri=https://evil.example.com&return_to=//evil.example.com';
    const back = await browser.goToProvider('grace', evil);
    expect((await browser.comeBack(`${back}&next=https://evil.example.com`)).origin).toBe(DASHBOARD);
  });

  it.each([
    ['an address that is not verified', 'mallory'],
    ['no address', 'nobody'],
    ['a no', 'unknown'],
  ])('ends at the login page for somebody with %s', async (_, who) => {
    const browser = new Browser();
    expect((await browser.comeBack(await browser.goToProvider(who))).href).toBe(FAILED);
  });
});

describe('an answer of the provider', () => {
  it('is good once', async () => {
    const browser = new Browser();
    const back = await browser.goToProvider('grace');
    expect((await browser.comeBack(back)).pathname).toBe('/saml');
    expect((await browser.comeBack(back)).href).toBe(FAILED);
  });

  it('is good for the browser that began, and for no other', async () => {
    const [attacker, victim] = [new Browser(), new Browser()];
    const back = await attacker.goToProvider('grace');
    expect((await victim.comeBack(back)).href).toBe(FAILED);
    await victim.goToProvider('ada');
    expect((await victim.comeBack(back)).href).toBe(FAILED);
    expect((await attacker.comeBack(back)).pathname).toBe('/saml');
  });

  it('is refused with a state that was not asked with, two, or none', async () => {
    for (const change of [
      (url: URL) => url.searchParams.set('state', 'x'.repeat(43)),
      (url: URL) => url.searchParams.append('state', url.searchParams.get('state') ?? ''),
      (url: URL) => url.searchParams.delete('state'),
    ]) {
      const browser = new Browser();
      const url = new URL(await browser.goToProvider('grace'));
      change(url);
      expect((await browser.comeBack(url.href)).href).toBe(FAILED);
    }
  });

  it('is refused with the code of another login', async () => {
    const [one, other] = [new Browser(), new Browser()];
    const foreign = new URL(await other.goToProvider('ada')).searchParams.get('code') ?? '';
    const url = new URL(await one.goToProvider('grace'));
    url.searchParams.set('code', foreign);
    expect((await one.comeBack(url.href)).href).toBe(FAILED);
  });

  it('is refused when it says that it is of another provider', async () => {
    const browser = new Browser();
    const url = new URL(await browser.goToProvider('grace'));
    expect(url.searchParams.get('iss')).toBe(provider.issuer);
    url.searchParams.set('iss', 'https://evil.example.com');
    expect((await browser.comeBack(url.href)).href).toBe(FAILED);
  });

  it('is refused when it is late', async () => {
    const browser = new Browser();
    const back = await browser.goToProvider('grace');
    await api.sql('update sso_attempt set expires_at = now()', []);
    expect((await browser.comeBack(back)).href).toBe(FAILED);
  });
});

describe('the code for the dashboard', () => {
  it('is good once, also for many at once', async () => {
    const browser = new Browser();
    const code = await browser.signIn('grace');
    const cookies = new Map(browser.jar);
    const attempts = await Promise.all(
      [1, 2, 3].map(async () => {
        const same = new Browser();
        cookies.forEach((value, name) => same.jar.set(name, value));
        return (await same.fetchSession(code)).status;
      }),
    );
    expect(attempts.sort()).toEqual([200, 401, 401]);
  });

  it('is good for the browser that signed in, and for no other', async () => {
    const [attacker, victim] = [new Browser(), new Browser()];
    const code = await attacker.signIn('grace');
    expect(await victim.fetchSession(code)).toEqual(REFUSED);
    await victim.goToProvider('ada');
    expect(await victim.fetchSession(code)).toEqual(REFUSED);
    expect((await attacker.fetchSession(code)).status).toBe(200);
  });

  it('is refused when it is late', async () => {
    const browser = new Browser();
    const code = await browser.signIn('grace');
    await api.sql('update sso_login_code set expires_at = now()', []);
    expect(await browser.fetchSession(code)).toEqual(REFUSED);
  });
});
