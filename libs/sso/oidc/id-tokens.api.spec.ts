import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from 'jose';
import { TestApi, unique } from '../../../test/api/index.js';

/** A provider that says whatever a test wants it to say: what real ones do not. */
let api: TestApi;
let server: Server;
let issuer: string;
let keys: { ours: CryptoKey; foreign: CryptoKey };
let idToken: (nonce: string) => Promise<string> | string;
let userinfo: Record<string, unknown> = {};
const SECRET = 'a secret that the provider and we share';

beforeAll(async () => {
  const [ours, foreign] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')];
  keys = { ours: ours.privateKey, foreign: foreign.privateKey };
  const jwk = { ...(await exportJWK(ours.publicKey)), alg: 'RS256', use: 'sig', kid: 'ours' };
  server = createServer((request, response) => {
    const answer = async (): Promise<object> => {
      switch (request.url) {
        case '/.well-known/openid-configuration':
          return metadata();
        case '/jwks':
          return { keys: [jwk] };
        case '/userinfo':
          return userinfo;
        default:
          return { access_token: 'x', token_type: 'Bearer', id_token: await idToken(nonce) };
      }
    };
    void answer().then((body) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  api = new TestApi({
    OUTBOUND_ALLOWED_ADDRESSES: '127.0.0.0/8',
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: 'flags',
    OIDC_CLIENT_SECRET: SECRET,
  });
  await api.start();
});
afterAll(async () => {
  await api.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

let nonce = '';

const metadata = () => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  userinfo_endpoint: `${issuer}/userinfo`,
  id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
  response_types_supported: ['code'],
  subject_types_supported: ['public'],
});

/** Where a browser ends whose login the provider answers so. */
async function signIn(): Promise<string> {
  const begun = await api.app.inject({ method: 'GET', url: '/api/v1/auth/oidc/login/' });
  const { searchParams } = new URL(String(begun.headers.location));
  nonce = searchParams.get('nonce') ?? '';
  const [cookie = ''] = String(begun.headers['set-cookie']).split(';');
  const state = searchParams.get('state') ?? '';
  const back = await api.app.inject({
    method: 'GET',
    url: `/api/v1/auth/oidc/callback/?${new URLSearchParams({ code: 'x', state }).toString()}`,
    headers: { cookie },
  });
  expect(back.statusCode).toBe(302);
  return new URL(String(back.headers.location)).pathname;
}

const claims = (more: JWTPayload = {}): JWTPayload => ({ iss: issuer, aud: 'flags', sub: 'ada', ...more });

const signed = (payload: JWTPayload, key: CryptoKey | Uint8Array = keys.ours, alg = 'RS256', expires = '5m') =>
  new SignJWT(payload).setProtectedHeader({ alg, kid: 'ours' }).setIssuedAt().setExpirationTime(expires).sign(key);

beforeEach(() => {
  userinfo = { sub: 'ada', email: `${unique('ada')}@example.com`, email_verified: true };
  idToken = (given) => signed(claims({ nonce: given }));
});

it('signs in with an ID token that is as it has to be', async () => {
  expect(await signIn()).toBe('/saml');
});

it.each<[string, (nonce: string) => Promise<string> | string]>([
  ['is of another issuer', (given) => signed(claims({ nonce: given, iss: 'https://evil.example.com' }))],
  ['is for another program', (given) => signed(claims({ nonce: given, aud: 'a game' }))],
  [
    'is for another program too, and was given to that',
    (given) => signed(claims({ nonce: given, aud: ['flags', 'a game'], azp: 'a game' })),
  ],
  ['is of another login', () => signed(claims({ nonce: 'x'.repeat(43) }))],
  ['says nothing of the login', () => signed(claims())],
  ['is old', (given) => signed(claims({ nonce: given }), keys.ours, 'RS256', '-1m')],
  ['is signed by somebody else', (given) => signed(claims({ nonce: given }), keys.foreign)],
  [
    'is signed with the shared secret',
    (given) => signed(claims({ nonce: given }), new TextEncoder().encode(SECRET), 'HS256'),
  ],
  [
    'is not signed',
    (given) => new UnsecuredJWT(claims({ nonce: given })).setIssuedAt().setExpirationTime('5m').encode(),
  ],
  ['is no token', () => 'rubbish'],
])('refuses an ID token that %s', async (_, make) => {
  idToken = make;
  expect(await signIn()).toBe('/login');
});

it.each([
  ['of somebody else', { sub: 'mallory' }],
  ['whose address is not verified', { email_verified: false }],
  ['whose address is verified in words', { email_verified: 'true' }],
  ['that do not say whether the address is verified', { email_verified: undefined }],
])('refuses facts %s', async (_, more) => {
  userinfo = { ...userinfo, ...more };
  expect(await signIn()).toBe('/login');
});
