import { Secret, TOTP } from 'otpauth';
import { useApi, type Person } from '../../../test/api/index.js';

const api = useApi();
const password = 'Str0ngp4ssw0rd!';
const STEP_MS = 30_000;

/** The code of an app, so many steps from now. */
const codeOf = (secret: string, steps = 0): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * STEP_MS });

const start = (person: Person, method = 'app') =>
  person.POST('/api/v1/auth/{method}/activate/', { params: { path: { method } } });
const confirm = (person: Person, code: string, method = 'app') =>
  person.POST('/api/v1/auth/{method}/activate/confirm/', { params: { path: { method } }, body: { code } });
const turnOff = (person: Person, method = 'app') =>
  person.POST('/api/v1/auth/{method}/deactivate/', { params: { path: { method } } });
const methods = async (person: Person) => (await person.GET('/api/v1/auth/mfa/user-active-methods/')).data;
const login = (email: string) => api.as().POST('/api/v1/auth/login/', { body: { email, password } });
const second = (token: string, code: string) =>
  api.as().POST('/api/v1/auth/login/code/', { body: { ephemeral_token: token, code } });
const challenge = async (email: string): Promise<string> => (await login(email)).data?.ephemeral_token ?? '';

/** Somebody whose second factor is on. */
async function protectedPerson(): Promise<Person & { secret: string; backupCodes: string[] }> {
  const person = await api.person();
  const secret = (await start(person)).data?.secret ?? '';
  const { data } = await confirm(person, codeOf(secret));
  return Object.assign(person, { secret, backupCodes: data?.backup_codes ?? [] });
}

const BAD_CODE = { error: 'Invalid or expired code.' };
const BAD_TOKEN = { error: 'Invalid or expired token.' };

describe('turning a second factor on', () => {
  it('takes a code of the app, and answers five backup codes', async () => {
    const person = await api.person();
    expect(await methods(person)).toEqual([]);
    const { data } = await start(person);
    expect(data).toEqual({
      secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
      qr_link: `otpauth://totp/Flagsmith:${encodeURIComponent(person.email)}?secret=${data?.secret}&issuer=Flagsmith`,
    });
    expect((await start(person)).data).toEqual(data);
    expect((await login(person.email)).data).toEqual({ key: person.token });
    const confirmed = await confirm(person, codeOf(data?.secret ?? ''));
    expect(confirmed.response.status).toBe(200);
    expect(confirmed.data?.backup_codes).toHaveLength(5);
    expect(new Set(confirmed.data?.backup_codes).size).toBe(5);
    for (const code of confirmed.data?.backup_codes ?? []) expect(code).toMatch(/^[A-Za-z0-9]{10}$/);
    expect(await methods(person)).toEqual([{ name: 'app', is_primary: true }]);
    expect((await start(person)).error).toEqual({ error: 'MFA method already active.' });
    expect((await confirm(person, codeOf(data?.secret ?? ''))).error).toEqual({
      code: ['MFA method already active.'],
    });
  });

  it('happens once, also when it is confirmed many times at once', async () => {
    const person = await api.person();
    const code = codeOf((await start(person)).data?.secret ?? '');
    const outcomes = await Promise.all([1, 2, 3].map(() => confirm(person, code)));
    expect(outcomes.map(({ response }) => response.status).sort()).toEqual([200, 400, 400]);
    const [rows] = await api.sql<{ count: number }>(
      'select count(*)::int as count from mfa_backup_code where user_id = $1',
      [person.id],
    );
    expect(rows?.count).toBe(5);
  });

  it('refuses other codes, other methods, and strangers', async () => {
    const person = await api.person();
    expect((await confirm(person, '123456')).error).toEqual({ code: ['Requested MFA method does not exist.'] });
    expect((await turnOff(person)).error).toEqual({ error: 'Requested MFA method does not exist.' });
    const secret = (await start(person)).data?.secret ?? '';
    for (const code of [codeOf(secret, -3), codeOf(secret, 3), 'abcdef'])
      expect((await confirm(person, code)).error).toEqual({ code: ['Code invalid or expired.'] });
    expect((await turnOff(person)).error).toEqual({ error: '2FA is not enabled.' });
    const { statusCode, body } = await api.app.inject({
      method: 'POST',
      url: '/api/v1/auth/sms/activate/',
      headers: { authorization: `Token ${person.token}` },
    });
    expect([statusCode, body]).toEqual([404, '']);
    expect((await confirm(person, codeOf(secret), 'sms')).response.status).toBe(400);
    expect((await turnOff(person, 'sms')).response.status).toBe(400);
    expect((await api.as().GET('/api/v1/auth/mfa/user-active-methods/')).response.status).toBe(401);
  });

  it('leaves nothing readable in the database', async () => {
    const { id, secret, backupCodes } = await protectedPerson();
    const stored = await api.sql(
      `select encode(sealed_secret, 'escape') as secret, encode(digest, 'escape') as code
       from mfa_method join mfa_backup_code using (user_id) where user_id = $1`,
      [id],
    );
    expect(stored).toHaveLength(5);
    for (const text of [secret, ...backupCodes]) expect(JSON.stringify(stored)).not.toContain(text);
    // nor is one user's secret of any use in another's row
    const other = await protectedPerson();
    await api.sql(
      `update mfa_method set sealed_secret = (select sealed_secret from mfa_method where user_id = $1), last_step = null
       where user_id = $2`,
      [id, other.id],
    );
    expect((await second(await challenge(other.email), codeOf(secret))).error).toEqual(BAD_CODE);
  });

  it('gives another secret where the one that is there cannot be read any more', async () => {
    const person = await api.person();
    const lost = (await start(person)).data?.secret;
    await api.sql(`update mfa_method set sealed_secret = '\\x00' where user_id = $1`, [person.id]);
    const fresh = (await start(person)).data?.secret ?? '';
    expect(fresh).not.toBe(lost);
    expect((await confirm(person, codeOf(fresh))).response.status).toBe(200);
  });
});

describe('a login in two steps', () => {
  it('ends in the token, and notes the login', async () => {
    const { email, secret, token, ...person } = await protectedPerson();
    const first = await login(email);
    expect([first.response.status, first.data]).toEqual([
      200,
      { ephemeral_token: expect.stringMatching(/^[\w-]{43}$/), method: 'app' },
    ]);
    const before = await api.sql('select last_login from account_user where id = $1', [person.id]);
    const done = await second(first.data?.ephemeral_token ?? '', codeOf(secret));
    expect([done.response.status, done.data]).toEqual([200, { key: token }]);
    const after = await api.sql('select last_login from account_user where id = $1', [person.id]);
    expect(after).not.toEqual(before);
  });

  it('takes each code once, and no older one after it', async () => {
    const { email, secret } = await protectedPerson();
    const [previous, present, next] = [codeOf(secret, -1), codeOf(secret), codeOf(secret, 1)];
    expect((await second(await challenge(email), present)).response.status).toBe(200);
    const replay = await second(await challenge(email), present);
    expect([replay.response.status, replay.error]).toEqual([401, BAD_CODE]);
    expect((await second(await challenge(email), previous)).error).toEqual(BAD_CODE);
    expect((await second(await challenge(email), next)).response.status).toBe(200);
  });

  it('takes a code once, also when it comes many times at once', async () => {
    const { email, secret } = await protectedPerson();
    const tokens = await Promise.all([1, 2, 3, 4].map(() => challenge(email)));
    const code = codeOf(secret);
    const outcomes = await Promise.all(tokens.map((token) => second(token, code)));
    expect(outcomes.map(({ response }) => response.status).sort()).toEqual([200, 401, 401, 401]);
  });

  it('takes each backup code once, also when it comes many times at once', async () => {
    const { email, backupCodes } = await protectedPerson();
    const [one = '', other = ''] = backupCodes;
    const tokens = await Promise.all([1, 2, 3, 4].map(() => challenge(email)));
    const outcomes = await Promise.all(tokens.map((token) => second(token, one)));
    expect(outcomes.map(({ response }) => response.status).sort()).toEqual([200, 401, 401, 401]);
    expect((await second(await challenge(email), one)).error).toEqual(BAD_CODE);
    expect((await second(await challenge(email), other)).response.status).toBe(200);
  });

  it('does not take the backup codes of somebody else', async () => {
    const [one, other] = [await protectedPerson(), await protectedPerson()];
    expect((await second(await challenge(one.email), other.backupCodes[0] ?? '')).error).toEqual(BAD_CODE);
  });

  it('uses up its token with success, not with a wrong code', async () => {
    const { email, backupCodes } = await protectedPerson();
    const [one = '', other = ''] = backupCodes;
    const token = await challenge(email);
    expect((await second(token, '000000')).error).toEqual(BAD_CODE);
    expect((await second(token, one)).response.status).toBe(200);
    const again = await second(token, other);
    expect([again.response.status, again.error]).toEqual([401, BAD_TOKEN]);
    // and the code that came with the dead token is not used up
    expect((await second(await challenge(email), other)).response.status).toBe(200);
  });

  it('takes one login for one token, also when it comes with many codes at once', async () => {
    const { email, backupCodes } = await protectedPerson();
    const token = await challenge(email);
    const outcomes = await Promise.all(backupCodes.map((code) => second(token, code)));
    expect(outcomes.filter(({ response }) => response.ok)).toHaveLength(1);
  });

  it('has to be finished in a quarter of an hour', async () => {
    const { id, email, secret } = await protectedPerson();
    const token = await challenge(email);
    const [row] = await api.sql<{ minutes: number }>(
      'select round(extract(epoch from expires_at - now()) / 60)::int as minutes from login_challenge where user_id = $1',
      [id],
    );
    expect(row).toEqual({ minutes: 15 });
    await api.sql('update login_challenge set expires_at = now() where user_id = $1', [id]);
    expect((await second(token, codeOf(secret))).error).toEqual(BAD_TOKEN);
  });

  it('dies with the password', async () => {
    const person = await protectedPerson();
    const token = await challenge(person.email);
    await person.POST('/api/v1/auth/users/set_password/', {
      body: { current_password: password, new_password: 'An0ther!passw0rd', re_new_password: 'An0ther!passw0rd' },
    });
    expect((await second(token, codeOf(person.secret))).error).toEqual(BAD_TOKEN);
  });

  it('is not begun with a wrong password, and not finished with a made-up token', async () => {
    const { email, secret } = await protectedPerson();
    const wrong = await api.as().POST('/api/v1/auth/login/', { body: { email, password: 'nope' } });
    expect(wrong.error).toEqual({ non_field_errors: ['Unable to log in with provided credentials.'] });
    expect((await second('x', codeOf(secret))).error).toEqual(BAD_TOKEN);
    const { error } = await api.as().POST('/api/v1/auth/login/code/', { body: { ephemeral_token: '', code: '' } });
    expect(error).toEqual({
      ephemeral_token: ['This field may not be blank.'],
      code: ['This field may not be blank.'],
    });
  });

  it('is refused to an account that is not active', async () => {
    const { id, email, secret } = await protectedPerson();
    const token = await challenge(email);
    await api.sql('update account_user set is_active = false where id = $1', [id]);
    expect((await second(token, codeOf(secret))).error).toEqual(BAD_TOKEN);
  });
});

describe('turning it off', () => {
  it('ends the second step, the backup codes, and logins that wait for one', async () => {
    const person = await protectedPerson();
    const token = await challenge(person.email);
    expect((await turnOff(person)).response.status).toBe(204);
    expect(await methods(person)).toEqual([]);
    expect((await turnOff(person)).error).toEqual({ error: '2FA is not enabled.' });
    expect((await second(token, person.backupCodes[0] ?? '')).error).toEqual(BAD_TOKEN);
    expect((await login(person.email)).data).toEqual({ key: person.token });
    expect((await start(person)).data?.secret).toBe(person.secret);
    await confirm(person, codeOf(person.secret));
    expect((await second(await challenge(person.email), person.backupCodes[0] ?? '')).error).toEqual(BAD_CODE);
  });

  it('is for people', async () => {
    const { owner, organisation } = await api.tenant();
    const { data } = await owner.POST('/api/v1/organisations/{organisationId}/master-api-keys/', {
      params: { path: { organisationId: organisation } },
      body: { name: 'tool' },
    });
    const tool = api.as({ authorization: `Api-Key ${data?.key}` });
    const { response } = await tool.GET('/api/v1/auth/mfa/user-active-methods/');
    expect(response.status).toBe(403);
  });
});
