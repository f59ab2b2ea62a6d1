import { Secret, TOTP } from 'otpauth';
import { unique, useApi } from '../../../test/api/index.js';

const api = useApi({ COOKIE_AUTH_ENABLED: 'true', USE_SECURE_COOKIES: 'true', COOKIE_SAME_SITE: 'lax' });
const password = 'Str0ngp4ssw0rd!';

const send = (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object, cookie = '') =>
  api.app.inject({ method, url: `/api/v1/auth/${url}`, payload, headers: { cookie } });
const cookieOf = ({ cookies }: Awaited<ReturnType<typeof send>>): string => `jwt=${cookies[0]?.value ?? ''}`;

async function signUp() {
  const email = `${unique('ada')}@example.com`;
  const answer = await send('POST', 'users/', { email, password, first_name: 'Ada', last_name: 'Lovelace' });
  return { email, answer, cookie: cookieOf(answer) };
}

describe('with sessions in cookies', () => {
  it('signing up and logging in answer no token, but a cookie that scripts cannot read', async () => {
    const { email, answer } = await signUp();
    expect(answer.statusCode).toBe(201);
    expect(Object.keys(answer.json<object>())).not.toContain('key');
    const login = await send('POST', 'login/', { email, password });
    expect([login.statusCode, login.body]).toEqual([204, '']);
    for (const { cookies } of [answer, login])
      expect(cookies).toEqual([
        expect.objectContaining({
          name: 'jwt',
          path: '/',
          httpOnly: true,
          secure: true,
          sameSite: 'Lax',
          maxAge: 36_000,
        }),
      ]);
    expect((await send('GET', 'users/me/', undefined, cookieOf(login))).json()).toMatchObject({ email });
  });

  it('logging out ends all of them, not only the one that is thrown away', async () => {
    const { email, cookie } = await signUp();
    const elsewhere = cookieOf(await send('POST', 'login/', { email, password }));
    const logout = await send('POST', 'logout/', undefined, cookie);
    expect(logout.statusCode).toBe(204);
    expect(logout.cookies).toEqual([expect.objectContaining({ name: 'jwt', value: '' })]);
    for (const one of [cookie, elsewhere])
      expect((await send('GET', 'users/me/', undefined, one)).statusCode).toBe(401);
    const fresh = cookieOf(await send('POST', 'login/', { email, password }, cookie));
    expect((await send('GET', 'users/me/', undefined, fresh)).statusCode).toBe(200);
  });

  it('a new password ends all but the one that set it, which is renewed', async () => {
    const { email, cookie } = await signUp();
    const elsewhere = cookieOf(await send('POST', 'login/', { email, password }));
    const body = { current_password: password, new_password: 'An0ther!passw0rd', re_new_password: 'An0ther!passw0rd' };
    const set = await send('POST', 'users/set_password/', body, cookie);
    expect(set.statusCode).toBe(204);
    expect((await send('GET', 'users/me/', undefined, elsewhere)).statusCode).toBe(401);
    expect((await send('GET', 'users/me/', undefined, cookie)).statusCode).toBe(401);
    expect((await send('GET', 'users/me/', undefined, cookieOf(set))).json()).toMatchObject({ email });
  });

  it('the second step of a login ends in a cookie, too, and the first in none', async () => {
    const { email, cookie } = await signUp();
    const { secret } = (await send('POST', 'app/activate/', {}, cookie)).json<{ secret: string }>();
    const code = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate();
    expect((await send('POST', 'app/activate/confirm/', { code: code() }, cookie)).statusCode).toBe(200);
    const first = await send('POST', 'login/', { email, password });
    expect([first.statusCode, first.cookies]).toEqual([200, []]);
    const { ephemeral_token } = first.json<{ ephemeral_token: string }>();
    const second = await send('POST', 'login/code/', { ephemeral_token, code: code() });
    expect([second.statusCode, second.body]).toEqual([204, '']);
    expect((await send('GET', 'users/me/', undefined, cookieOf(second))).json()).toMatchObject({ email });
  });

  it('logging in begins a session of its own, whatever cookie was there before', async () => {
    const [planted, victim] = [await signUp(), await signUp()];
    const login = await send('POST', 'login/', { email: victim.email, password }, planted.cookie);
    expect(cookieOf(login)).not.toBe(planted.cookie);
    expect((await send('GET', 'users/me/', undefined, cookieOf(login))).json()).toMatchObject({ email: victim.email });
    expect((await send('GET', 'users/me/', undefined, planted.cookie)).json()).toMatchObject({ email: planted.email });
  });

  it('closing the account throws the cookie away', async () => {
    const { cookie } = await signUp();
    const closed = await send('DELETE', 'users/me/', { current_password: password }, cookie);
    expect([closed.statusCode, closed.cookies]).toEqual([204, [expect.objectContaining({ name: 'jwt', value: '' })]]);
    expect((await send('GET', 'users/me/', undefined, cookie)).statusCode).toBe(401);
  });
});
