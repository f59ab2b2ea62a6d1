import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT, type CryptoKey, type JWTPayload } from 'jose';
import { Agent, request } from 'undici';
import { give, makeRole, rolesOf } from '../../test/api/roles.js';
import { careless, textIn, send, TestApi, unique, type Tenant } from '../../test/api/index.js';
import { startOidcProvider, type RunningProvider } from '../../test/api/oidc-provider.js';

let api: TestApi;
const CLAIMS = { repository: 'acme/shop', ref: 'refs/heads/main' };
const AUDIENCE = 'https://flags.example.com';
let provider: RunningProvider;
let keys: { rsa: CryptoKey; ec: CryptoKey; foreign: CryptoKey };

beforeAll(async () => {
  const [rsa, ec, foreign] = await Promise.all([
    generateKeyPair('RS256', { extractable: true }),
    generateKeyPair('ES256', { extractable: true }),
    generateKeyPair('RS256'),
  ]);
  keys = { rsa: rsa.privateKey, ec: ec.privateKey, foreign: foreign.privateKey };
  provider = await startOidcProvider({
    https: true,
    jwks: {
      keys: [
        { ...(await exportJWK(rsa.privateKey)), alg: 'RS256', use: 'sig', kid: 'rsa' },
        { ...(await exportJWK(ec.privateKey)), alg: 'ES256', use: 'sig', kid: 'ec' },
      ],
    },
    clients: [
      {
        client_id: 'ci',
        client_secret: 'ci secret',
        grant_types: ['client_credentials'],
        redirect_uris: [],
        response_types: [],
      },
    ],
    claims: CLAIMS,
    audience: AUDIENCE,
  });
  api = new TestApi({
    OUTBOUND_ALLOWED_ADDRESSES: '127.0.0.0/8',
    OUTBOUND_CA_CERTIFICATES: provider.certificate,
    OIDC_TOKEN_EXCHANGE_THROTTLE_RATE: '100000/min',
  });
  await api.start();
  await api.listen();
  tokenOfJob = await askForToken();
});
afterAll(async () => {
  await api.stop();
  provider.stop();
});

/** What the CI gives its jobs. */
let tokenOfJob: string;

async function askForToken(): Promise<string> {
  const dispatcher = new Agent({ connect: { ca: provider.certificate } });
  const { body } = await request(`${provider.issuer}/token`, {
    dispatcher,
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from('ci:ci%20secret').toString('base64')}`,
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: AUDIENCE }).toString(),
  });
  const answer: unknown = await body.json();
  await dispatcher.close();
  return String(Object.entries(answer ?? {}).find(([name]) => name === 'access_token')?.[1]);
}

interface Signing {
  readonly key?: CryptoKey;
  readonly alg?: string;
  readonly kid?: string;
  readonly expires?: string;
}

/** A token such as the issuer's, with what is wrong about it. */
function signed(
  claims: JWTPayload,
  { key, alg = 'RS256', kid = 'rsa', expires = '5m' }: Signing = {},
): Promise<string> {
  return new SignJWT({ iss: provider.issuer, aud: AUDIENCE, sub: 'job', ...CLAIMS, ...claims })
    .setProtectedHeader({ alg, kid })
    .setIssuedAt(claims.iat)
    .setExpirationTime(claims.exp ?? expires)
    .sign(key ?? keys.rsa);
}

const exchange = async (token: string) => {
  const { data, error, response } = await api.as().POST('/api/v1/auth/oidc/token/', { body: { token } });
  return { status: response.status, data, error };
};

/** Trusts for as long as the work takes: a pair of issuer and audience is taken once. */
async function trusting(more: object, work: (tenant: Tenant, id: number) => Promise<void>): Promise<void> {
  const tenant = await api.tenant();
  const path = { organisationId: tenant.organisation };
  const body = { name: 'CI', issuer: provider.issuer, audience: AUDIENCE, is_admin: true, ...more };
  const { data, error } = await tenant.owner.POST('/api/v1/organisations/{organisationId}/trust-relationships/', {
    params: { path },
    body,
  });
  expect(error).toBeUndefined();
  const id = data?.id ?? 0;
  await work(tenant, id).finally(() => api.sql('delete from trust_relationship where id = $1', [id]));
}

const refused = (detail: string) => ({ status: 401, data: undefined, error: { detail } });
const INVALID = refused('Token validation failed.');
const NO_MATCH = refused('No trust relationship matches this token.');
const UNRESOLVED = refused('Unable to resolve issuer signing keys.');

describe('the token of a CI job', () => {
  it('becomes a credential of the organisation that trusts its issuer', async () => {
    const rules = [
      { claim: 'repository', values: ['acme/other', 'acme/sh*'] },
      { claim: 'ref', values: ['refs/heads/main'] },
    ];
    await trusting({ claim_rules: rules }, async (tenant, id) => {
      const { status, data } = await exchange(tokenOfJob);
      expect({ status, ...data }).toMatchObject({ status: 200, token_type: 'Bearer', expires_in: 3_600 });
      const job = api.as({ authorization: `Bearer ${data?.access_token}` });
      const list = await job.GET('/api/v1/organisations/');
      expect(list.data?.results).toMatchObject([{ id: tenant.organisation, role: 'ADMIN' }]);
      const project = await job.GET('/api/v1/projects/{projectId}/', {
        params: { path: { projectId: tenant.project } },
      });
      expect(project.response.status).toBe(200);
      // it is a key, not a person: it makes no more of them
      const path = { organisationId: tenant.organisation };
      for (const route of ['trust-relationships', 'master-api-keys'] as const) {
        const { response } = await job.GET(`/api/v1/organisations/{organisationId}/${route}/`, { params: { path } });
        expect(response.status).toBe(401);
      }
      expect(id).toBeGreaterThan(0);
    });
  });

  it('sees nothing of other organisations', async () => {
    const other = await api.tenant();
    await trusting({}, async () => {
      const { data } = await exchange(tokenOfJob);
      const job = api.as({ authorization: `Bearer ${data?.access_token}` });
      const { response } = await job.GET('/api/v1/projects/{projectId}/', {
        params: { path: { projectId: other.project } },
      });
      expect(response.status).toBe(404);
    });
  });

  it('may be signed with an elliptic curve', () =>
    trusting({}, async () => {
      expect((await exchange(await signed({}, { key: keys.ec, alg: 'ES256', kid: 'ec' }))).status).toBe(200);
    }));

  it.each<[string, () => Promise<string> | string, object]>([
    ['is old', () => signed({}, { expires: '-1s' }), INVALID],
    ['never ends', () => noEnd(), INVALID],
    ['is not good yet', () => signed({ nbf: Math.floor(Date.now() / 1_000) + 600 }), INVALID],
    ['is signed by somebody else', () => signed({}, { key: keys.foreign }), INVALID],
    ['names a key that the issuer has not', () => signed({}, { key: keys.foreign, kid: 'other' }), UNRESOLVED],
    ['is for somebody else', () => signed({ aud: 'https://other.example.com' }), NO_MATCH],
    ['is for nobody', () => signed({ aud: [] }), NO_MATCH],
    ['has other claims', () => signed({ ref: 'refs/heads/evil' }), NO_MATCH],
    ['is of another issuer', () => signed({ iss: 'https://issuer.example.com' }), NO_MATCH],
    ['spells its issuer otherwise', () => signed({ iss: `${provider.issuer}/` }), NO_MATCH],
    [
      'is not signed',
      () => new UnsecuredJWT({ iss: provider.issuer, aud: AUDIENCE, ...CLAIMS }).setExpirationTime('5m').encode(),
      refused('Token signing algorithm is not allowed.'),
    ],
    [
      'is signed with what everybody knows',
      () =>
        new SignJWT({ iss: provider.issuer, aud: AUDIENCE, ...CLAIMS })
          .setProtectedHeader({ alg: 'HS256', kid: 'rsa' })
          .setExpirationTime('5m')
          .sign(new TextEncoder().encode('the public key of the issuer, say')),
      refused('Token signing algorithm is not allowed.'),
    ],
    ['is no token', () => 'rubbish', refused('Token is not a valid JWT.')],
  ])('is refused when it %s', (_, make, answer) =>
    trusting({ claim_rules: [{ claim: 'ref', values: ['refs/heads/main'] }] }, async () => {
      expect(await exchange(await make())).toEqual(answer);
    }),
  );

  const noEnd = () =>
    new SignJWT({ iss: provider.issuer, aud: AUDIENCE, ...CLAIMS })
      .setProtectedHeader({ alg: 'RS256', kid: 'rsa' })
      .setIssuedAt()
      .sign(keys.rsa);

  it('is refused when more than one trust relationship takes it', () =>
    trusting({}, () =>
      trusting({ audience: 'https://second.example.com' }, async () => {
        const token = await signed({ aud: [AUDIENCE, 'https://second.example.com'] });
        expect(await exchange(token)).toEqual(refused('Token audience matches multiple trust relationships.'));
      }),
    ));

  it('is refused where the issuer is not to be reached, or is not public', async () => {
    for (const issuer of ['https://127.0.0.1:1', 'https://10.0.0.1', 'https://issuer.example.invalid'])
      await trusting({ issuer }, async () => {
        expect(await exchange(await signed({ iss: issuer }))).toEqual(UNRESOLVED);
      });
  });
});

describe('a credential of a trust relationship', () => {
  const use = async (token: string | undefined) => {
    const { response, error } = await api
      .as({ authorization: `Bearer ${token}` })
      .GET('/api/v1/organisations/', careless({}));
    return { status: response.status, error };
  };

  it('ends with the relationship', () =>
    trusting({}, async (tenant, id) => {
      const { data } = await exchange(tokenOfJob);
      expect((await use(data?.access_token)).status).toBe(200);
      const path = { organisationId: tenant.organisation, id };
      const { response } = await tenant.owner.DELETE(
        '/api/v1/organisations/{organisationId}/trust-relationships/{id}/',
        { params: { path } },
      );
      expect(response.status).toBe(204);
      expect(await use(data?.access_token)).toEqual({
        status: 401,
        error: { detail: 'Trust relationship no longer exists.' },
      });
    }));

  it('ends with the organisation', () =>
    trusting({}, async (tenant) => {
      const { data } = await exchange(tokenOfJob);
      const path = { organisationId: tenant.organisation };
      await tenant.owner.DELETE('/api/v1/organisations/{organisationId}/', { params: { path } });
      expect((await use(data?.access_token)).status).toBe(401);
    }));

  it('is not a session, nor is a session one', () =>
    trusting({}, async (tenant) => {
      const { data } = await exchange(tokenOfJob);
      const { response } = await api
        .as({ cookie: `jwt=${data?.access_token}` })
        .GET('/api/v1/organisations/', careless({}));
      expect(response.status).toBe(401);
      const [key] = await api.sql<{ prefix: string }>(
        'select prefix from master_api_key where organisation_id = $1 and hidden',
        [tenant.organisation],
      );
      expect(await use(`${key?.prefix}.secret`)).toMatchObject({ status: 401 });
      const asKey = await api
        .as({ authorization: `Api-Key ${key?.prefix}.secret` })
        .GET('/api/v1/organisations/', careless({}));
      expect(asKey.response.status).toBe(401);
    }));
});

describe('a trust relationship that is no admin', () => {
  it('lives by the roles of its key, and there have to be some', () =>
    trusting({}, async (tenant, id) => {
      const one = `/api/v1/organisations/${tenant.organisation}/trust-relationships/${id}/`;
      expect(await send(tenant.owner, 'PATCH', one, { is_admin: false })).toEqual({
        status: 400,
        body: { is_admin: ['RBAC is not installed, cannot create non-admin trust relationship'] },
      });
      const role = await makeRole(tenant);
      await give(tenant, role, 'project', [{ permission_key: 'VIEW_PROJECT' }]);
      const { body } = await send(tenant.owner, 'PATCH', one, { is_admin: false });
      expect(body).toMatchObject({ is_admin: false });
      const { data } = await exchange(tokenOfJob);
      const job = api.as({ authorization: `Bearer ${data?.access_token}` });
      const project = `/api/v1/projects/${tenant.project}/`;
      expect((await send(job, 'GET', project)).status).toBe(404);
      const key = textIn(body, 'master_api_key_id');
      const holders = `${rolesOf(tenant)}${role}/master-api-keys/`;
      expect((await send(tenant.owner, 'POST', holders, { master_api_key: key })).body).toMatchObject({
        master_api_key: key,
      });
      expect((await send(job, 'GET', project)).status).toBe(200);
      expect((await send(job, 'DELETE', project)).status).toBe(403);
      const prefix = textIn(body, 'master_api_key_prefix');
      const held = `/api/v1/organisations/${tenant.organisation}/master-api-keys/${prefix}/roles/`;
      expect((await send(tenant.owner, 'GET', held)).body).toMatchObject({ count: 1, results: [{ id: role }] });
      await send(tenant.owner, 'PATCH', one, { is_admin: true });
      expect((await send(tenant.owner, 'GET', held)).body).toMatchObject({ count: 0 });
    }));
});

describe('trust relationships of another organisation', () => {
  it('are not to be seen, changed or deleted, and their pair is taken', () =>
    trusting({}, async (_, id) => {
      const stranger = await api.tenant();
      const params = { path: { organisationId: stranger.organisation, id } };
      const one = '/api/v1/organisations/{organisationId}/trust-relationships/{id}/';
      const notFound = { detail: 'No TrustRelationship matches the given query.' };
      expect((await stranger.owner.GET(one, { params })).error).toEqual(notFound);
      expect((await stranger.owner.PATCH(one, { params, body: { name: unique('x') } })).error).toEqual(notFound);
      expect((await stranger.owner.DELETE(one, { params })).error).toEqual(notFound);
      const { error } = await stranger.owner.POST('/api/v1/organisations/{organisationId}/trust-relationships/', {
        params: { path: { organisationId: stranger.organisation } },
        body: { name: 'CI', issuer: provider.issuer, audience: AUDIENCE, is_admin: true },
      });
      expect(error).toEqual({ non_field_errors: ['The fields issuer, audience must make a unique set.'] });
    }));
});
