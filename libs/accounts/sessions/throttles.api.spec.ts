import { unique, useApi } from '../../../test/api/index.js';

const RATES = {
  LOGIN_THROTTLE_RATE: '3/day',
  MFA_CODE_THROTTLE_RATE: '2/day',
  PASSWORD_RESET_THROTTLE_RATE: '2/day',
  SIGNUP_THROTTLE_RATE: '6/day',
};
const one = useApi(RATES);

let callers = 0;
/** A request from an address of its own, unless another one is given. */
const post = (url: string, payload: object, remoteAddress = `10.0.0.${++callers}`) =>
  one.app.inject({ method: 'POST', url: `/api/v1/auth/${url}`, payload, remoteAddress });
const statuses = async (times: number, send: () => Promise<{ statusCode: number }>): Promise<number[]> => {
  const answers: number[] = [];
  for (let count = 0; count < times; count++) answers.push((await send()).statusCode);
  return answers;
};

describe('too many', () => {
  it('logins of one caller are refused, whoever they are for, and also the right one', async () => {
    const person = await one.person();
    const caller = '10.1.0.1';
    const wrong = () => post('login/', { email: `${unique('x')}@example.com`, password: 'nope' }, caller);
    expect(await statuses(4, wrong)).toEqual([400, 400, 400, 429]);
    const refused = await post('login/', { email: person.email, password: 'Str0ngp4ssw0rd!' }, caller);
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toEqual({
      detail: expect.stringMatching(/^Request was throttled\. Expected available in \d+ seconds?\.$/),
    });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect((await post('login/', { email: person.email, password: 'Str0ngp4ssw0rd!' })).statusCode).toBe(200);
  });

  it('logins for one account are refused, wherever they come from, and alike for one that is not there', async () => {
    const { email } = await one.person();
    const wrong = (address: string) => () => post('login/', { email: address, password: 'nope' });
    expect(await statuses(4, wrong(email))).toEqual([400, 400, 400, 429]);
    expect(await statuses(1, wrong(email.toUpperCase()))).toEqual([429]);
    expect(await statuses(4, wrong(`${unique('nobody')}@example.com`))).toEqual([400, 400, 400, 429]);
  });

  it('codes of one caller are refused', async () => {
    const guess = () => post('login/code/', { ephemeral_token: 'x', code: '123456' }, '10.1.0.2');
    expect(await statuses(3, guess)).toEqual([401, 401, 429]);
  });

  it('codes for one account are refused, wherever they come from', async () => {
    const { id } = await one.person();
    await one.sql(`insert into mfa_method (user_id, sealed_secret, is_active) values ($1, '', false)`, [id]);
    const token = 'a token of the spec';
    await one.sql(
      `insert into login_challenge (digest, user_id, expires_at) values (sha256($1::bytea), $2, now() + interval '1 hour')`,
      [token, id],
    );
    const guess = () => post('login/code/', { ephemeral_token: token, code: '123456' });
    expect(await statuses(3, guess)).toEqual([401, 401, 429]);
  });

  it('requests for mail, and guesses of what was in one, are refused', async () => {
    const ask = () => post('users/reset_password/', { email: `${unique('x')}@example.com` }, '10.1.0.3');
    expect(await statuses(3, ask)).toEqual([204, 204, 429]);
    const answer = { uid: 'MQ', token: 'x', new_password: 'An0ther!passw0rd', re_new_password: 'An0ther!passw0rd' };
    const guess = () => post('users/reset_password_confirm/', answer, '10.1.0.4');
    expect(await statuses(3, guess)).toEqual([400, 400, 429]);
  });

  it('guesses of the password by a stolen token are refused', async () => {
    const { token } = await one.person();
    const guess = () =>
      one.app.inject({
        method: 'POST',
        url: '/api/v1/auth/users/set_email/',
        headers: { authorization: `Token ${token}` },
        payload: { current_password: 'nope', new_email: 'eve@example.com' },
      });
    expect(await statuses(4, guess)).toEqual([400, 400, 400, 429]);
  });

  it('sign-ups of one caller are refused', async () => {
    const signUp = () => post('users/', { email: 'nope' }, '10.1.0.5');
    const real = () =>
      post(
        'users/',
        { email: `${unique('x')}@example.com`, password: 'Str0ngp4ssw0rd!', first_name: 'A', last_name: 'B' },
        '10.1.0.5',
      );
    // what is not even a request for an account does not count
    expect(await statuses(7, signUp)).toEqual(Array.from({ length: 7 }, () => 400));
    expect(await statuses(7, real)).toEqual([201, 201, 201, 201, 201, 201, 429]);
  });
});
