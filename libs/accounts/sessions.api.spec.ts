import { UserAccountSettings } from './accounts.settings.js';
import { Sessions } from './sessions.js';
import { useApi } from '../../test/api/index.js';

const api = useApi();

describe('a session token', () => {
  it('signs in as a bearer token and as the cookie of the dashboard', async () => {
    const { id, email } = await api.person();
    const token = await api.app.get(Sessions, { strict: false }).issue(id);
    const ways: Record<string, string>[] = [{ authorization: `Bearer ${token}` }, { cookie: `jwt=${token}` }];
    for (const headers of ways) {
      const { data } = await api.as(headers).GET('/api/v1/auth/users/me/');
      expect(data).toMatchObject({ id, email });
    }
  });

  it('in the cookie counts for nothing where a page of another origin asks for a change', async () => {
    const { id } = await api.person();
    const cookie = `jwt=${await api.app.get(Sessions, { strict: false }).issue(id)}`;
    const create = (headers: Record<string, string>) =>
      api.as({ cookie, host: 'flags.example', ...headers }).POST('/api/v1/organisations/', { body: { name: 'Acme' } });
    expect((await create({ origin: 'https://evil.example' })).response.status).toBe(401);
    expect((await create({ origin: 'http://flags.example' })).response.status).toBe(201);
    expect((await create({})).response.status).toBe(201);
  });

  it('counts for nothing when it was signed with another key or has run out', async () => {
    const { id } = await api.person();
    const settings = new UserAccountSettings();
    const foreign = await new Sessions(Object.assign(settings, { secretKey: 'another key' })).issue(id);
    const expired = await new Sessions(
      Object.assign(new UserAccountSettings(), { secretKey: 'only for specs', sessionLifetime: -1_000 }),
    ).issue(id);
    for (const token of [foreign, expired, 'rubbish']) {
      expect((await api.as({ authorization: `Bearer ${token}` }).GET('/api/v1/auth/users/me/')).response.status).toBe(
        401,
      );
      expect((await api.as({ cookie: `jwt=${token}` }).GET('/api/v1/auth/users/me/')).response.status).toBe(401);
    }
  });
});
