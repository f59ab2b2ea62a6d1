import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { TestApi, unique } from '../../test/api/index.js';

let api: TestApi;
let providers: Server;

interface GoogleToken {
  readonly aud: string;
  readonly person: object;
}

/** What the stand-ins know: tokens of Google; codes of GitHub, which are good once, and what they lead to. */
const google = new Map<string, GoogleToken>();
const githubCodes = new Map<string, string>();
const github = new Map<string, { user: object; emails: object[] }>();
let down = false;

const send = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const bearer = ({ headers }: IncomingMessage): string => (headers.authorization ?? '').replace(/^(Bearer|token) /, '');

function answerAsGoogle(request: IncomingMessage, url: URL, response: ServerResponse): void {
  if (url.pathname === '/oauth2/v3/tokeninfo') {
    const token = google.get(url.searchParams.get('access_token') ?? '');
    if (!token) return send(response, 400, { error_description: 'Invalid Value' });
    return send(response, 200, { azp: token.aud, aud: token.aud, scope: 'email', expires_in: '3599' });
  }
  const token = google.get(bearer(request));
  if (!token || url.searchParams.get('alt') !== 'json') return send(response, 401, { error: { code: 401 } });
  send(response, 200, token.person);
}

async function answerAsGithub(request: IncomingMessage, url: URL, response: ServerResponse): Promise<void> {
  if (!request.headers['user-agent']) return send(response, 403, { message: 'no user agent' });
  if (url.pathname === '/login/oauth/access_token') {
    const form = new URLSearchParams(await text(request));
    const code = form.get('code') ?? '';
    const token = githubCodes.get(code);
    githubCodes.delete(code);
    if (form.get('client_id') !== 'our app' || form.get('client_secret') !== 'our secret')
      return send(response, 200, { error: 'incorrect_client_credentials' });
    if (token === undefined) return send(response, 200, { error: 'bad_verification_code' });
    return send(response, 200, { access_token: token, token_type: 'bearer', scope: 'user:email' });
  }
  const account = github.get(bearer(request));
  if (!account) return send(response, 401, { message: 'Bad credentials' });
  send(response, 200, url.pathname === '/user/emails' ? account.emails : account.user);
}

beforeAll(async () => {
  providers = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (down) response.destroy();
    else if (url.pathname.startsWith('/oauth2/')) answerAsGoogle(request, url, response);
    else void answerAsGithub(request, url, response);
  });
  await new Promise<void>((resolve) => providers.listen(0, '127.0.0.1', resolve));
  const address = providers.address();
  const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  api = new TestApi({
    OUTBOUND_ALLOWED_ADDRESSES: '127.0.0.0/8',
    GOOGLE_CLIENT_ID: 'our client',
    GOOGLE_API_URL: base,
    GITHUB_CLIENT_ID: 'our app',
    GITHUB_CLIENT_SECRET: 'our secret',
    GITHUB_OAUTH_URL: `${base}/login/oauth`,
    GITHUB_OAUTH_API_URL: base,
    OIDC_TOKEN_EXCHANGE_THROTTLE_RATE: '2/min',
  });
  await api.start();
});
afterAll(async () => {
  await api.stop();
  await new Promise((resolve) => providers.close(resolve));
});
beforeEach(() => (down = false));

const newEmail = (): string => `${unique('Person')}@Example.com`;

function googleToken(email: string, more: object = {}, aud = 'our client'): string {
  const token = unique('ya29');
  google.set(token, {
    aud,
    person: { id: '1', email, verified_email: true, given_name: 'Grace', family_name: 'Hopper', ...more },
  });
  return token;
}

function githubCode(email: string, more: object = {}, name: string | null = 'Grace Hopper'): string {
  const [code, token] = [unique('code'), unique('gho')];
  githubCodes.set(code, token);
  github.set(token, {
    user: { id: 1, login: 'grace', name },
    emails: [
      { email: newEmail(), primary: false, verified: true },
      { email, primary: true, verified: true, ...more },
    ],
  });
  return code;
}

const by = async (provider: 'google' | 'github', access_token: string, more: object = {}) => {
  const { data, error, response } = await api
    .as()
    .POST(`/api/v1/auth/oauth/${provider}/`, { body: { access_token, ...more } });
  return { status: response.status, data, error };
};

const profileWith = async (key: string | undefined) =>
  (await api.as({ authorization: `Token ${key}` }).GET('/api/v1/auth/users/me/')).data;

const NOBODY = (provider: string) => ({
  status: 502,
  data: undefined,
  error: { message: `An error occurred authenticating with ${provider}` },
});

describe.each(['google', 'github'] as const)('POST /api/v1/auth/oauth/%s/', (provider) => {
  const upper = provider.toUpperCase();
  const credential = provider === 'google' ? googleToken : githubCode;

  it('makes an account at first, and finds it after that', async () => {
    const email = newEmail();
    const first = await by(provider, credential(email), { sign_up_type: 'NO_INVITE' });
    expect(first).toEqual({ status: 200, data: { key: expect.any(String), is_new_user: true }, error: undefined });
    expect(await profileWith(first.data?.key)).toMatchObject({
      email: email.toLowerCase(),
      first_name: 'Grace',
      last_name: 'Hopper',
      auth_type: upper,
      sign_up_type: 'NO_INVITE',
    });
    const second = await by(provider, credential(email.toUpperCase()));
    expect(second.data).toEqual({ key: first.data?.key, is_new_user: false });
  });

  it('finds the account of somebody who signed up with a password', async () => {
    const person = await api.person();
    const { data } = await by(provider, credential(person.email));
    expect(data).toEqual({ key: person.token, is_new_user: false });
    expect(await profileWith(data?.key)).toMatchObject({ id: person.id, auth_type: upper });
  });

  it('signs nobody in with an address that is not verified', async () => {
    const person = await api.person();
    const unverified = provider === 'google' ? { verified_email: false } : { verified: false };
    expect(await by(provider, credential(person.email, unverified))).toEqual(NOBODY(upper));
    expect(await profileWith(person.token)).toMatchObject({ auth_type: 'EMAIL' });
  });

  it('signs nobody in without an address', async () => {
    expect(await by(provider, credential(''))).toEqual(NOBODY(upper));
  });

  it('signs nobody in with something the provider does not know, nor when it is down', async () => {
    expect(await by(provider, 'made up')).toEqual(NOBODY(upper));
    const good = credential(newEmail());
    down = true;
    expect(await by(provider, good)).toEqual(NOBODY(upper));
  });

  it('refuses an account that was closed to its owner', async () => {
    const person = await api.person();
    await api.sql('update account_user set is_active = false where id = $1', [person.id]);
    expect((await by(provider, credential(person.email))).status).toBe(403);
  });
});

describe('a token of Google', () => {
  it('that was given to another program signs nobody in', async () => {
    const person = await api.person();
    expect(await by('google', googleToken(person.email, {}, 'a game'))).toEqual(NOBODY('GOOGLE'));
  });
});

describe('a code of GitHub', () => {
  it('is good once', async () => {
    const code = githubCode(newEmail());
    expect((await by('github', code)).status).toBe(200);
    expect(await by('github', code)).toEqual(NOBODY('GITHUB'));
  });

  it.each([
    ['Grace Brewster Hopper', 'Grace Brewster Hopper', ''],
    ['Grace', 'Grace', ''],
    [null, '', ''],
  ])('of somebody called %j', async (name, first_name, last_name) => {
    const { data } = await by('github', githubCode(newEmail(), {}, name));
    expect(await profileWith(data?.key)).toMatchObject({ first_name, last_name });
  });
});

describe('POST /api/v1/auth/oidc/token/', () => {
  it('is not tried more often than OIDC_TOKEN_EXCHANGE_THROTTLE_RATE says', async () => {
    const attempt = async () => {
      const payload = { token: 'x' };
      return (await api.app.inject({ method: 'POST', url: '/api/v1/auth/oidc/token/', payload })).statusCode;
    };
    // the period may end in between, but not twice
    const statuses = [await attempt(), await attempt(), await attempt(), await attempt(), await attempt()];
    expect(statuses).toContain(429);
  });
});
