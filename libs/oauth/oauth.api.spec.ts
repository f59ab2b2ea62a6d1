import { createHash, randomBytes } from 'node:crypto';
import * as oauth from 'openid-client';
import { careless, useApi } from '../../test/api/index.js';
import { OAuthPrograms, REDIRECT, refusal } from '../../test/api/oauth-programs.js';

const api = useApi();
let programs: OAuthPrograms;
beforeAll(async () => {
  programs = await OAuthPrograms.of(api);
});

describe('a client that does all by an independent library', () => {
  it('registers, is allowed, and acts for its user', async () => {
    const user = await api.person();
    const client = await programs.register();
    const { tokens } = await programs.signIn(user, client);
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 900, scope: 'mcp' });
    const { data } = await api.as({ authorization: `Bearer ${tokens.access_token}` }).GET('/api/v1/auth/users/me/');
    expect(data).toMatchObject({ id: user.id, email: user.email });
    const facts = await oauth.tokenIntrospection(client, tokens.access_token);
    expect(facts).toEqual({
      active: true,
      scope: 'mcp',
      exp: expect.any(Number),
      client_id: client.clientMetadata().client_id,
      username: user.email,
    });
  });

  it.each([
    ['in the header', oauth.ClientSecretBasic],
    ['in the body', oauth.ClientSecretPost],
  ])('shows its secret %s', async (where, authentication) => {
    const method = where === 'in the header' ? 'client_secret_basic' : 'client_secret_post';
    const client = await programs.register({ token_endpoint_auth_method: method }, authentication());
    const { tokens } = await programs.signIn(await api.person(), client);
    expect(await programs.statusWith(tokens.access_token)).toBe(200);
    const wrong = programs.again(client, authentication('another secret'));
    const attempt = oauth.refreshTokenGrant(wrong, tokens.refresh_token ?? '');
    await expect(attempt).rejects.toMatchObject({ status: 401 });
  });

  it('refreshes, and revokes', async () => {
    const client = await programs.register();
    const { tokens } = await programs.signIn(await api.person(), client);
    const next = await oauth.refreshTokenGrant(client, tokens.refresh_token ?? '');
    expect([await programs.statusWith(tokens.access_token), await programs.statusWith(next.access_token)]).toEqual([
      401, 200,
    ]);
    await oauth.tokenRevocation(client, next.access_token);
    expect(await programs.statusWith(next.access_token)).toBe(401);
    expect(await oauth.tokenIntrospection(client, next.access_token)).toEqual({ active: false });
  });

  it('hears that its user said no', async () => {
    const user = await api.person();
    const client = await programs.register();
    const { parameters, state, verifier } = await programs.ask(client);
    const { data } = await user.POST('/api/v1/oauth/authorize/', { body: careless({ ...parameters, allow: false }) });
    const checks = { pkceCodeVerifier: verifier, expectedState: state };
    const answer = oauth.authorizationCodeGrant(client, new URL(data?.redirect_uri ?? ''), checks);
    await expect(answer).rejects.toMatchObject({ error: 'access_denied' });
  });
});

describe('a code', () => {
  it('is good once: shown again, it ends what it was exchanged for', async () => {
    const client = await programs.register();
    const { callback, checks, tokens } = await programs.signIn(await api.person(), client);
    expect(await programs.statusWith(tokens.access_token)).toBe(200);
    expect(await refusal(oauth.authorizationCodeGrant(client, callback, checks))).toBe('invalid_grant');
    expect(await programs.statusWith(tokens.access_token)).toBe(401);
    expect(await refusal(oauth.refreshTokenGrant(client, tokens.refresh_token ?? ''))).toBe('invalid_grant');
  });

  it('is good once, also for many at once', async () => {
    const client = await programs.register();
    const asked = await programs.ask(client);
    const callback = await programs.allowed(await api.person(), asked);
    const checks = { pkceCodeVerifier: asked.verifier, expectedState: asked.state };
    const attempts = await Promise.all(
      Array.from({ length: 5 }, () => refusal(oauth.authorizationCodeGrant(client, callback, checks))),
    );
    expect(attempts.sort()).toEqual([...Array<string>(4).fill('invalid_grant'), 'not refused']);
  });

  it('is refused with another verifier, to another client, for another address, and when it is old', async () => {
    const [client, other] = [await programs.register(), await programs.register()];
    const asked = await programs.ask(client);
    const callback = await programs.allowed(await api.person(), asked);
    const code = callback.searchParams.get('code') ?? '';
    const form = {
      grant_type: 'authorization_code',
      client_id: client.clientMetadata().client_id,
      code,
      redirect_uri: REDIRECT,
      code_verifier: asked.verifier,
    };
    const of = (more: Record<string, string>) => programs.post('/o/token/', { ...form, ...more });
    const invalid = { status: 400, body: { error: 'invalid_grant' } };
    expect(await of({ code_verifier: oauth.randomPKCECodeVerifier() })).toEqual(invalid);
    expect(await of({ client_id: other.clientMetadata().client_id })).toEqual(invalid);
    expect(await of({ redirect_uri: 'https://evil.example.com/' })).toMatchObject({
      body: { error: 'invalid_request' },
    });
    await api.sql(`update oauth_grant set code_expires_at = now() where code_digest = sha256($1::bytea)`, [code]);
    expect(await of({})).toEqual(invalid);
  });

  it('is stored as a digest, as tokens and secrets are', async () => {
    const client = await programs.register(
      { token_endpoint_auth_method: 'client_secret_post' },
      oauth.ClientSecretPost(),
    );
    const { callback, tokens } = await programs.signIn(await api.person(), client);
    const [{ dump = '' } = {}] = await api.sql<{ dump: string }>(
      `select (select json_agg(c)::text from oauth_client c) || (select json_agg(g)::text from oauth_grant g)
        || (select json_agg(t)::text from oauth_token t) as dump`,
      [],
    );
    const secrets = [callback.searchParams.get('code'), tokens.access_token, tokens.refresh_token];
    for (const secret of [...secrets, client.clientMetadata().client_secret]) {
      const hex = Buffer.from(String(secret)).toString('hex');
      expect(dump.includes(String(secret)) || dump.includes(hex)).toBe(false);
    }
    expect(dump).toContain(client.clientMetadata().client_id);
  });
});

describe('POST /api/v1/oauth/authorize/', () => {
  const refused = async (more: Record<string, string>, status = 400) => {
    const user = await api.person();
    const { parameters } = await programs.ask(await programs.register(), more);
    const { response, error } = await user.POST('/api/v1/oauth/authorize/', {
      body: careless({ ...parameters, allow: true }),
    });
    expect(response.status).toBe(status);
    return error;
  };

  it.each([
    ['https://evil.example.com/cb'],
    ['https://app.example.com/'],
    ['https://app.example.com/cb?more=1'],
    ['https://app.example.com/cb/../evil'],
    ['https://app.example.com:8443/cb'],
    ['https://app.example.com@evil.example.com/cb'],
    ['//app.example.com/cb'],
  ])('sends nobody to %s', async (redirect_uri) => {
    expect(await refused({ redirect_uri })).toEqual({
      error: 'invalid_request',
      error_description: 'Mismatching redirect URI.',
    });
  });

  it.each([
    [{ code_challenge_method: 'plain' }, 'Transform algorithm not supported.'],
    [{ code_challenge: 'short' }, 'Code challenge is no SHA-256.'],
  ])('refuses %j', async (more, error_description) => {
    expect(await refused(more)).toEqual({ error: 'invalid_request', error_description });
  });

  it('keeps the scope of the command line for the command line', async () => {
    expect(await refused({ scope: 'mcp admin-api' })).toEqual({ error: 'invalid_scope', error_description: '' });
    const user = await api.person();
    const verifier = randomBytes(32).toString('base64url');
    const parameters = {
      response_type: 'code',
      client_id: 'flagsmith-cli',
      redirect_uri: 'http://127.0.0.1:51004/callback',
      scope: 'admin-api',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
    };
    const { data } = await user.GET('/api/v1/oauth/authorize/', { params: { query: parameters } });
    expect(data).toMatchObject({ application: { name: 'Flagsmith CLI' }, is_verified: true });
    const { data: answer } = await user.POST('/api/v1/oauth/authorize/', { body: { ...parameters, allow: true } });
    const code = new URL(answer?.redirect_uri ?? '').searchParams.get('code') ?? '';
    const { client_id, redirect_uri } = parameters;
    const token = await programs.post('/o/token/', {
      grant_type: 'authorization_code',
      client_id,
      redirect_uri,
      code,
      code_verifier: verifier,
    });
    expect(token).toMatchObject({ status: 200, body: { scope: 'admin-api' } });
  });
});

describe('POST /o/token/', () => {
  it('refuses what is said twice, and what is not URL-encoded', async () => {
    const twice = await api.app.inject({
      method: 'POST',
      url: '/o/token/',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'grant_type=refresh_token&grant_type=refresh_token',
    });
    expect(twice.json()).toEqual({ error: 'invalid_request', error_description: 'Duplicate grant_type parameter.' });
    const json = await api.app.inject({ method: 'POST', url: '/o/token/', payload: { grant_type: 'refresh_token' } });
    expect(json.json()).toEqual({ error: 'unsupported_grant_type' });
  });

  it('knows no other grants', async () => {
    const client_id = (await programs.register()).clientMetadata().client_id;
    const unauthorized = { status: 400, body: { error: 'unauthorized_client' } };
    expect(await programs.post('/o/token/', { grant_type: 'client_credentials', client_id })).toEqual(unauthorized);
    expect(
      await programs.post('/o/token/', { grant_type: 'password', client_id, username: 'a', password: 'b' }),
    ).toEqual(unauthorized);
    expect(await programs.post('/o/token/', { grant_type: 'constructor', client_id })).toEqual({
      status: 400,
      body: { error: 'unsupported_grant_type' },
    });
  });
});

describe('POST /o/register/', () => {
  it('is counted, by outcome and method', async () => {
    const count = async (labels: string) => {
      const { payload } = await api.app.inject({ url: '/metrics' });
      const [, value] =
        new RegExp(`^flagsmith_oauth2_dcr_registrations_total\\{${labels}\\} (\\d+)$`, 'm').exec(payload) ?? [];
      return Number(value ?? 0);
    };
    const rejected = 'token_endpoint_auth_method="other",outcome="rejected"';
    const registered = 'token_endpoint_auth_method="none",outcome="registered"';
    const before = [await count(rejected), await count(registered)];
    await programs.register();
    await expect(programs.register({ token_endpoint_auth_method: 'private_key_jwt' })).rejects.toMatchObject({
      error: 'invalid_client_metadata',
    });
    expect([await count(rejected), await count(registered)]).toEqual(before.map((number) => number + 1));
  });
});
