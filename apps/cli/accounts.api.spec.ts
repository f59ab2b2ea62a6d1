import { unique, useApi } from '../../test/api/index.js';
import { createSuperuser } from './create-superuser.js';
import { removeSecondFactor } from './remove-second-factor.js';

const api = useApi();

let said = '';
beforeEach(() => {
  said = '';
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
});
afterEach(() => jest.restoreAllMocks());

describe('create-superuser', () => {
  it('makes an account, and says where to set its password', async () => {
    const email = `${unique('Root')}@example.com`;
    expect(await createSuperuser([email, '--first-name', 'Ada', '--last-name', 'Lovelace'])).toBe(0);
    const [, uid = '', token = ''] =
      /http:\/\/localhost:8000\/password-reset\/confirm\/(\w+)\/([\w-]{43})\//.exec(said) ?? [];
    expect(said).toContain(`${email} is a superuser.\nTo set a password, open within a day:\n`);
    const password = 'An0ther!passw0rd';
    const body = { uid, token, new_password: password, re_new_password: password };
    expect((await api.as().POST('/api/v1/auth/users/reset_password_confirm/', { body })).response.status).toBe(204);
    const { data } = await api.as().POST('/api/v1/auth/login/', { body: { email, password } });
    const me = await api.as({ authorization: `Token ${data?.key}` }).GET('/api/v1/auth/users/me/');
    expect(me.data).toMatchObject({ first_name: 'Ada', last_name: 'Lovelace', is_superuser: true });
  });

  it('makes somebody one who has an account, and leaves the password', async () => {
    const person = await api.person();
    expect(await createSuperuser([person.email])).toBe(0);
    expect(said).toBe(`${person.email} is a superuser.\n`);
    expect((await person.GET('/api/v1/auth/users/me/')).data?.is_superuser).toBe(true);
  });

  it.each([[[]], [['nope']], [['a@example.com', 'b@example.com']], [['a@example.com', '--password', 'x']]])(
    'says how it is used with %j',
    async (args) => {
      expect(await createSuperuser(args)).toBe(64);
      expect(said).toMatch(/^Usage: npm run cli -- create-superuser <e-mail>/);
    },
  );
});

describe('remove-second-factor', () => {
  it('lets somebody in with the password alone', async () => {
    const { id, email } = await api.person();
    await api.sql(`insert into mfa_method (user_id, sealed_secret, is_active) values ($1, '', true)`, [id]);
    const login = () => api.as().POST('/api/v1/auth/login/', { body: { email, password: 'Str0ngp4ssw0rd!' } });
    expect((await login()).data).toMatchObject({ method: 'app' });
    expect(await removeSecondFactor([email.toUpperCase()])).toBe(0);
    expect((await login()).data?.key).toMatch(/^[0-9a-f]{40}$/);
    const left = await api.sql('select 1 from login_challenge where user_id = $1', [id]);
    expect(left).toEqual([]);
  });

  it('knows who is there', async () => {
    expect(await removeSecondFactor(['nobody@example.com'])).toBe(1);
    expect(said).toBe('There is no account with the address nobody@example.com.\n');
    expect(await removeSecondFactor([])).toBe(64);
  });
});
