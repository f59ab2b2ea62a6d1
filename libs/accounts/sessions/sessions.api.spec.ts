import { UserAccountSettings } from '../accounts.settings.js';
import { UserRepository } from '../user.repository.js';
import { Sessions } from './sessions.js';
import { useApi } from '../../../test/api/index.js';

const api = useApi();

const sessions = (settings: Partial<UserAccountSettings> = {}): Sessions =>
  new Sessions(
    Object.assign(new UserAccountSettings(), { secretKey: 'only for specs' }, settings),
    api.app.get(UserRepository, { strict: false }),
  );

describe('a session token', () => {
  it('signs in as a bearer token and as the cookie of the dashboard', async () => {
    const { id, email } = await api.person();
    const token = await sessions().issue({ id, sessionVersion: 0 });
    const ways: Record<string, string>[] = [{ authorization: `Bearer ${token}` }, { cookie: `jwt=${token}` }];
    for (const headers of ways) {
      const { data } = await api.as(headers).GET('/api/v1/auth/users/me/');
      expect(data).toMatchObject({ id, email });
    }
  });

  it('in the cookie counts for nothing where a page of another origin asks for a change', async () => {
    const { id } = await api.person();
    const cookie = `jwt=${await sessions().issue({ id, sessionVersion: 0 })}`;
    const create = (headers: Record<string, string>) =>
      api.as({ cookie, host: 'flags.example', ...headers }).POST('/api/v1/organisations/', { body: { name: 'Acme' } });
    expect((await create({ origin: 'https://evil.example' })).response.status).toBe(401);
    expect((await create({ origin: 'http://flags.example' })).response.status).toBe(201);
    expect((await create({})).response.status).toBe(201);
  });

  it('counts for nothing when it was signed with another key, has run out, or was ended', async () => {
    const { id, ...person } = await api.person();
    const account = { id, sessionVersion: 0 };
    const foreign = await sessions({ secretKey: 'another key' }).issue(account);
    const expired = await sessions({ sessionLifetime: -1_000 }).issue(account);
    const ended = await sessions().issue(account);
    await person.POST('/api/v1/auth/logout/');
    for (const token of [foreign, expired, ended, 'rubbish']) {
      const ways: Record<string, string>[] = [{ authorization: `Bearer ${token}` }, { cookie: `jwt=${token}` }];
      for (const headers of ways) {
        const { response } = await api.as(headers).GET('/api/v1/auth/users/me/');
        expect(response.status).toBe(401);
      }
    }
  });
});
