import { MailRequestedLink } from '../mailed-links/mail-requested-link.job.js';
import { careless, unique, useApi } from '../../../test/api/index.js';
import { useMailbox } from '../../../test/api/mailbox.js';

const api = useApi();
const mailbox = useMailbox(api);

const OLD = 'Str0ngp4ssw0rd!';
const NEW = 'An0ther!passw0rd';
const BAD_TOKEN = { token: ['Invalid token for given user.'] };

const login = (email: string, password: string) => api.as().POST('/api/v1/auth/login/', { body: { email, password } });
const askFor = (email: string) => api.as().POST('/api/v1/auth/users/reset_password/', { body: { email } });
const reset = (link: { uid: string; token: string }, password = NEW, again = password) =>
  api.as().POST('/api/v1/auth/users/reset_password_confirm/', {
    body: { uid: link.uid, token: link.token, new_password: password, re_new_password: again },
  });

describe('POST /auth/users/set_password/', () => {
  const set = (person: Pick<ReturnType<typeof api.as>, 'POST'>, current: string, password: string, again = password) =>
    person.POST('/api/v1/auth/users/set_password/', {
      body: { current_password: current, new_password: password, re_new_password: again },
    });

  it('sets it for who knows the old one, and keeps the token, which tools have', async () => {
    const person = await api.person();
    expect((await set(person, OLD, NEW)).response.status).toBe(204);
    expect((await login(person.email, OLD)).response.status).toBe(400);
    expect((await login(person.email, NEW)).data).toEqual({ key: person.token });
  });

  it('says what is wrong', async () => {
    const person = await api.person();
    expect((await set(person, 'nope', NEW)).error).toEqual({ current_password: ['Invalid password.'] });
    expect((await set(person, OLD, 'sh0rt!')).error).toEqual({
      new_password: ['This password is too short. It must contain at least 8 characters.'],
    });
    expect((await set(person, OLD, NEW, 'different')).error).toEqual({
      non_field_errors: ["The two password fields didn't match."],
    });
    const blank = await set(person, OLD, '', '');
    expect(blank.error).toEqual({
      new_password: ['This field may not be blank.'],
      re_new_password: ['This field may not be blank.'],
    });
    expect((await set(api.as(), OLD, NEW)).response.status).toBe(401);
    expect((await login(person.email, OLD)).response.status).toBe(200);
  });

  it('ends half-done logins and mailed links', async () => {
    const person = await api.person();
    await askFor(person.email);
    const link = await mailbox.awaitLink(person.email);
    await set(person, OLD, NEW);
    const { response, error } = await reset(link, 'Y3t.another.one');
    expect([response.status, error]).toEqual([400, BAD_TOKEN]);
  });
});

describe('a link for a new password', () => {
  it('is mailed as text and as HTML, and leads to a page of this installation', async () => {
    const { email } = await api.person();
    const { response } = await askFor(email.toUpperCase());
    expect(response.status).toBe(204);
    const mail = await mailbox.awaitMail(email);
    expect(mail.subject).toBe('Set a new password');
    const [address] = /http:\S+/.exec(mail.text ?? '') ?? [];
    expect(address).toMatch(/^http:\/\/localhost:8000\/password-reset\/confirm\/\w+\/[\w-]{43}\/$/);
    expect(mail.html).toContain(`<a href="${address}">Set a new password</a>`);
  });

  it('sets it once, and signs out whoever was signed in', async () => {
    const person = await api.person();
    await askFor(person.email);
    const link = await mailbox.awaitLink(person.email);
    expect((await reset(link)).response.status).toBe(204);
    expect((await login(person.email, OLD)).response.status).toBe(400);
    expect((await person.GET('/api/v1/auth/users/me/')).response.status).toBe(401);
    const fresh = await login(person.email, NEW);
    expect(fresh.data?.key).toMatch(/^[0-9a-f]{40}$/);
    expect(fresh.data?.key).not.toBe(person.token);
    const replay = await reset(link, 'Y3t.another.one');
    expect([replay.response.status, replay.error]).toEqual([400, BAD_TOKEN]);
  });

  it('sets it once, also when it is used many times at once', async () => {
    const { email } = await api.person();
    await askFor(email);
    const link = await mailbox.awaitLink(email);
    const passwords = ['One.of.them.1', 'One.of.them.2', 'One.of.them.3', 'One.of.them.4'];
    const outcomes = await Promise.all(passwords.map((password) => reset(link, password)));
    const logins = await Promise.all(passwords.map((password) => login(email, password)));
    expect(outcomes.filter(({ response }) => response.status === 204)).toHaveLength(1);
    expect(logins.map(({ response }) => response.ok)).toEqual(outcomes.map(({ response }) => response.ok));
  });

  it('is still good after a password that will not do', async () => {
    const { email } = await api.person();
    await askFor(email);
    const link = await mailbox.awaitLink(email);
    expect((await reset(link, 'hopper-12')).error).toEqual({
      new_password: ['The password is too similar to the last name.'],
    });
    expect((await reset(link, NEW, OLD)).response.status).toBe(400);
    expect((await reset(link)).response.status).toBe(204);
  });

  it('is good for its own account, as what it was made for, and for a day', async () => {
    const [one, other] = [await api.person(), await api.person()];
    await askFor(one.email);
    const link = await mailbox.awaitLink(one.email);
    const foreign = { uid: Buffer.from(String(other.id)).toString('base64url'), token: link.token };
    expect((await reset(foreign)).error).toEqual(BAD_TOKEN);
    const nobody = { uid: Buffer.from('999999').toString('base64url'), token: link.token };
    expect((await reset(nobody)).error).toEqual(BAD_TOKEN);
    expect((await reset({ ...link, uid: '!' })).error).toEqual({ uid: ["Invalid user id or user doesn't exist."] });
    const body = { uid: link.uid, token: link.token, new_email: 'eve@example.com' };
    expect((await api.as().POST('/api/v1/auth/users/reset_email_confirm/', { body })).error).toEqual(BAD_TOKEN);
    expect((await api.as().POST('/api/v1/auth/users/activation/', { body })).error).toEqual(BAD_TOKEN);
    const row = await api.sql<{ hours: number }>(
      'select extract(epoch from expires_at - created_at)::int / 3600 as hours from mailed_link where user_id = $1',
      [one.id],
    );
    expect(row).toEqual([{ hours: 24 }]);
    await api.sql(`update mailed_link set expires_at = now() where user_id = $1`, [one.id]);
    expect((await reset(link)).error).toEqual(BAD_TOKEN);
  });

  it('is nowhere in the database in a readable form', async () => {
    const { email } = await api.person();
    await askFor(email);
    const { token } = await mailbox.awaitLink(email);
    const rows = await api.sql('select encode(digest, $1) as digest, purpose from mailed_link', ['escape']);
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('goes with the address that it was mailed to', async () => {
    const person = await api.person();
    await askFor(person.email);
    const link = await mailbox.awaitLink(person.email);
    await person.POST('/api/v1/auth/users/set_email/', {
      body: { current_password: OLD, new_email: `${unique('new')}@example.com` },
    });
    expect((await reset(link)).error).toEqual(BAD_TOKEN);
  });

  it('is mailed five times a day, until the password is set', async () => {
    const { email } = await api.person();
    for (let count = 0; count < 7; count++) await mailbox.perform(MailRequestedLink, { email, purpose: 'password' });
    expect(mailbox.to(email)).toHaveLength(5);
    // the first is as good as the last
    expect((await reset(await mailbox.awaitLink(email))).response.status).toBe(204);
    expect((await reset(await mailbox.awaitLink(email, 4))).error).toEqual(BAD_TOKEN);
    await mailbox.perform(MailRequestedLink, { email, purpose: 'password' });
    expect(mailbox.to(email)).toHaveLength(6);
  });

  it('is mailed five times, also when all ask at once', async () => {
    const { email } = await api.person();
    const asked = Array.from({ length: 7 }, () => mailbox.perform(MailRequestedLink, { email, purpose: 'password' }));
    await Promise.all(asked);
    expect(mailbox.to(email)).toHaveLength(5);
  });

  it('is mailed when the server is back, and then works', async () => {
    const { email } = await api.person();
    mailbox.refusals = 2;
    await askFor(email);
    expect((await reset(await mailbox.awaitLink(email))).response.status).toBe(204);
    expect(mailbox.to(email)).toHaveLength(1);
  });

  it('is not mailed to who has no account, and nobody learns of that', async () => {
    const email = `${unique('nobody')}@example.com`;
    const { response } = await askFor(email);
    expect([response.status, await response.text()]).toEqual([204, '']);
    await mailbox.perform(MailRequestedLink, { email, purpose: 'password' });
    expect(mailbox.to(email)).toEqual([]);
  });

  it('is not mailed where it is of no use: to who has no password, or whose account is closed to them', async () => {
    const [social, inactive] = [await api.person(), await api.person()];
    await api.sql('update account_user set password_hash = null where id = $1', [social.id]);
    await api.sql('update account_user set is_active = false where id = $1', [inactive.id]);
    for (const { email } of [social, inactive])
      for (const purpose of ['password', 'email', 'activation'] as const)
        await mailbox.perform(MailRequestedLink, { email, purpose });
    expect([...mailbox.to(social.email), ...mailbox.to(inactive.email)]).toEqual([]);
  });

  it.each(['ada@example.com\r\nBcc: eve@example.com', 'nope', '', ['ada@example.com']])(
    'is not mailed to %j, which is no address',
    async (email) => {
      const { response } = await api.as().POST('/api/v1/auth/users/reset_password/', { body: careless({ email }) });
      expect(response.status).toBe(400);
    },
  );
});

describe('the page for a new password', () => {
  const page = (method: 'GET' | 'POST', url: string, form: Record<string, string> = {}) =>
    api.app.inject({
      method,
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: method === 'POST' ? new URLSearchParams(form).toString() : undefined,
    });

  it('sets it by its button, and changes nothing when it is looked at', async () => {
    const { email } = await api.person();
    await askFor(email);
    const { path } = await mailbox.awaitLink(email);
    const shown = await page('GET', path);
    expect(shown.statusCode).toBe(200);
    expect(shown.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    });
    expect(shown.body).toContain('<input name="new_password" type="password"');
    const refused = await page('POST', path, { new_password: 'sh0rt!', re_new_password: 'sh0rt!' });
    expect(refused.statusCode).toBe(400);
    expect(refused.body).toContain('<p>This password is too short. It must contain at least 8 characters.</p>');
    const done = await page('POST', path, { new_password: NEW, re_new_password: NEW });
    expect([done.statusCode, done.body.includes('Your new password is set.')]).toEqual([200, true]);
    expect((await login(email, NEW)).response.status).toBe(200);
    expect((await page('POST', path, { new_password: OLD, re_new_password: OLD })).statusCode).toBe(400);
  });

  it('does not take another account from the form than the link says', async () => {
    const [one, other] = [await api.person(), await api.person()];
    await askFor(one.email);
    const link = await mailbox.awaitLink(one.email);
    const uid = Buffer.from(String(other.id)).toString('base64url');
    await page('POST', link.path, { uid, new_password: NEW, re_new_password: NEW });
    expect((await login(other.email, OLD)).response.status).toBe(200);
    expect((await login(one.email, NEW)).response.status).toBe(200);
  });
});

describe('with a dashboard elsewhere', () => {
  const split = useApi({ FLAGSMITH_FRONTEND_URL: 'https://app.flags.example/' });

  it('the page is there', async () => {
    const { statusCode, headers } = await split.app.inject({
      method: 'GET',
      url: '/password-reset/confirm/MQ/a%2Fb/',
    });
    expect([statusCode, headers['location']]).toEqual([
      302,
      'https://app.flags.example/password-reset/confirm/MQ/a%2Fb/',
    ]);
  });
});
