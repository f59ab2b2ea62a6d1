import * as oauth from 'openid-client';
import { OAuthClientRepository } from './clients/oauth-client.repository.js';
import { OAuthGrantRepository } from './grants/oauth-grant.repository.js';
import { OAuthUpkeep } from './oauth-upkeep.js';
import { careless, useApi } from '../../test/api/index.js';
import { OAuthPrograms, refusal } from '../../test/api/oauth-programs.js';

const api = useApi();
let programs: OAuthPrograms;
beforeAll(async () => {
  programs = await OAuthPrograms.of(api);
});

describe('a refresh token', () => {
  const later = (seconds: number) =>
    api.sql(`update oauth_token set rotated_at = rotated_at - make_interval(secs => $1) where rotated_at is not null`, [
      seconds,
    ]);

  it('answers with the same pair for two minutes after it was exchanged', async () => {
    const client = await programs.register();
    const { tokens } = await programs.signIn(await api.person(), client);
    const [one, other] = await Promise.all([
      oauth.refreshTokenGrant(client, tokens.refresh_token ?? ''),
      oauth.refreshTokenGrant(client, tokens.refresh_token ?? ''),
    ]);
    expect(one.refresh_token).toBe(other.refresh_token);
    expect(one.access_token).toBe(other.access_token);
    await later(110);
    expect((await oauth.refreshTokenGrant(client, tokens.refresh_token ?? '')).access_token).toBe(one.access_token);
  });

  it('shown again after that has been stolen: all tokens of the grant are dead', async () => {
    const client = await programs.register();
    const { tokens } = await programs.signIn(await api.person(), client);
    const next = await oauth.refreshTokenGrant(client, tokens.refresh_token ?? '');
    await later(121);
    expect(await refusal(oauth.refreshTokenGrant(client, tokens.refresh_token ?? ''))).toBe('invalid_grant');
    expect(await programs.statusWith(next.access_token)).toBe(401);
    expect(await refusal(oauth.refreshTokenGrant(client, next.refresh_token ?? ''))).toBe('invalid_grant');
  });

  it('that is revoked is dead at once, with its access token', async () => {
    const client = await programs.register();
    const { tokens } = await programs.signIn(await api.person(), client);
    await oauth.tokenRevocation(client, tokens.refresh_token ?? '');
    expect(await programs.statusWith(tokens.access_token)).toBe(401);
    expect(await refusal(oauth.refreshTokenGrant(client, tokens.refresh_token ?? ''))).toBe('invalid_grant');
  });

  it('is refused to another client, for more than was granted, and when it is old', async () => {
    const [client, other] = [await programs.register(), await programs.register()];
    const { tokens } = await programs.signIn(await api.person(), client);
    const token = tokens.refresh_token ?? '';
    expect(await refusal(oauth.refreshTokenGrant(other, token))).toBe('invalid_grant');
    expect(await refusal(oauth.refreshTokenGrant(client, token, { scope: 'admin-api' }))).toBe('invalid_scope');
    await api.sql(`update oauth_token set refresh_expires_at = now() where refresh_digest = sha256($1::bytea)`, [
      token,
    ]);
    expect(await refusal(oauth.refreshTokenGrant(client, token))).toBe('invalid_grant');
  });
});

describe('an access token', () => {
  it('is refused when it is old, and when its user is not active', async () => {
    const user = await api.person();
    const { tokens } = await programs.signIn(user, await programs.register());
    await api.sql('update account_user set is_active = false where id = $1', [user.id]);
    expect(await programs.statusWith(tokens.access_token)).toBe(401);
    await api.sql('update account_user set is_active = true where id = $1', [user.id]);
    expect(await programs.statusWith(tokens.access_token)).toBe(200);
    await api.sql('update oauth_token set access_expires_at = now() where access_digest = sha256($1::bytea)', [
      tokens.access_token,
    ]);
    expect(await programs.statusWith(tokens.access_token)).toBe(401);
  });

  it('is not revoked by another client', async () => {
    const [client, other] = [await programs.register(), await programs.register()];
    const { tokens } = await programs.signIn(await api.person(), client);
    await oauth.tokenRevocation(other, tokens.access_token);
    await oauth.tokenRevocation(other, tokens.refresh_token ?? '');
    expect(await programs.statusWith(tokens.access_token)).toBe(200);
  });

  it('gives what its user may, and no more', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const { tokens } = await programs.signIn(tenant.owner, await programs.register());
    const tool = api.as({ authorization: `Bearer ${tokens.access_token}` });
    const look = async (projectId: number) =>
      (await tool.GET('/api/v1/projects/{projectId}/', { params: { path: { projectId } } })).response.status;
    expect(await look(tenant.project)).toBe(200);
    expect(await look(other.project)).toBe(404);
  });

  it('does not let its program allow another program something', async () => {
    const client = await programs.register();
    const { tokens } = await programs.signIn(await api.person(), client);
    const { parameters } = await programs.ask(client);
    const { response } = await api
      .as({ authorization: `Bearer ${tokens.access_token}` })
      .POST('/api/v1/oauth/authorize/', { body: careless({ ...parameters, allow: true }) });
    expect(response.status).toBe(403);
  });
});

describe('the daily upkeep', () => {
  it('forgets what ended and clients that nobody uses, and keeps the rest', async () => {
    const [used, unused, young] = [await programs.register(), await programs.register(), await programs.register()];
    const { tokens } = await programs.signIn(await api.person(), used);
    const { tokens: ended } = await programs.signIn(await api.person(), used);
    await oauth.tokenRevocation(used, ended.refresh_token ?? '');
    await api.sql(`update oauth_grant set revoked_at = revoked_at - interval '2 days'`, []);
    await api.sql(`update oauth_grant set code_expires_at = code_expires_at - interval '20 days'`, []);
    await api.sql(`update oauth_client set created_at = now() - interval '15 days' where client_id <> $1`, [
      young.clientMetadata().client_id,
    ]);
    const clients = api.app.get(OAuthClientRepository, { strict: false });
    await new OAuthUpkeep(clients, api.app.get(OAuthGrantRepository, { strict: false })).forgetEndedGrants();
    expect(await programs.statusWith(tokens.access_token)).toBe(200);
    const rows = await api.sql<{ client_id: string }>('select client_id from oauth_client', []);
    const left = rows.map(({ client_id }) => client_id);
    const ids = [used, unused, young].map((client) => client.clientMetadata().client_id);
    expect(ids.map((id) => left.includes(id))).toEqual([true, false, true]);
    expect(left).toContain('flagsmith-cli');
    const [grant] = await api.sql<{ count: number }>(
      'select count(*)::int as count from oauth_grant where revoked_at is not null',
      [],
    );
    expect(grant?.count).toBe(0);
  });
});
