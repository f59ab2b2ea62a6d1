import { Database } from '#platform/database';
import { UserRepository } from '../user.repository.js';
import { useApi } from '../../../test/api/index.js';

const api = useApi();
const password = 'Str0ngp4ssw0rd!';

/** A transaction of somebody else that holds the account until it is let go. */
async function hold(userId: number, change: (users: UserRepository) => Promise<void>) {
  const users = api.app.get(UserRepository, { strict: false });
  let letGo: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (letGo = resolve));
  let holding: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (holding = resolve));
  const done = api.app.get(Database).transaction(async () => {
    await users.lock(userId);
    await change(users);
    holding();
    await released;
  });
  await held;
  return { end: () => (letGo(), done) };
}

/** Until somebody waits for a lock. */
async function somebodyWaits(): Promise<void> {
  for (;;) {
    const [row] = await api.sql<{ waiting: number }>(
      'select count(*)::int as waiting from pg_locks where not granted',
      [],
    );
    if ((row?.waiting ?? 0) > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('a login that is under way while', () => {
  it('the password is changed is refused, and does not bring the old password back', async () => {
    const { id, email } = await api.person();
    const login = () => api.as().POST('/api/v1/auth/login/', { body: { email, password } });
    const other = await hold(id, (users) => users.setPassword(id, 'not even a hash'));
    const racing = login();
    await somebodyWaits();
    await other.end();
    expect((await racing).response.status).toBe(400);
    const rows = await api.sql('select password_hash from account_user where id = $1', [id]);
    expect(rows).toEqual([{ password_hash: 'not even a hash' }]);
  });

  it('the account is closed to its owner is refused', async () => {
    const person = await api.person();
    const other = await hold(person.id, async (users) => {
      const user = await users.byId(person.id);
      if (user) await users.update(user, { isActive: false });
    });
    const racing = api.as().POST('/api/v1/auth/login/', { body: { email: person.email, password } });
    await somebodyWaits();
    await other.end();
    expect((await racing).response.status).toBe(400);
  });
});

describe('a profile that is changed while the account is closed to its owner', () => {
  it('does not open it again', async () => {
    const person = await api.person();
    const other = await hold(person.id, async (users) => {
      const user = await users.byId(person.id);
      if (user) await users.update(user, { isActive: false, email: `moved-${person.email}` });
    });
    const racing = person.PATCH('/api/v1/auth/users/me/', { body: { first_name: 'Late' } });
    await somebodyWaits();
    await other.end();
    await racing;
    const rows = await api.sql('select is_active, email, first_name from account_user where id = $1', [person.id]);
    expect(rows).toEqual([{ is_active: false, email: `moved-${person.email}`, first_name: 'Late' }]);
  });
});
