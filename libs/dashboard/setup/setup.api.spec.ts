import { unique, useApi, type TestApi } from '../../../test/api/index.js';

const PASSWORD = 'Str0ngp4ssw0rd!';

const account = (more: Record<string, string> = {}) => ({
  email: `${unique('Root')}@example.com`,
  first_name: 'Ada',
  last_name: 'Lovelace',
  password: PASSWORD,
  password_again: PASSWORD,
  ...more,
});

const ask = (api: TestApi, url: string, headers: Record<string, string> = {}) =>
  api.app.getHttpAdapter().getInstance().inject({ method: 'GET', url, headers });

const send = (api: TestApi, form: Record<string, string>, headers: Record<string, string> = {}) =>
  api.app
    .getHttpAdapter()
    .getInstance()
    .inject({
      method: 'POST',
      url: '/setup/',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload: new URLSearchParams(form).toString(),
    });

describe('while nobody is there', () => {
  const api = useApi();

  it('the front door leads to the setup', async () => {
    for (const url of ['/', '/api/v1/users/config/init/']) {
      const { statusCode, headers } = await ask(api, url);
      expect([statusCode, headers.location]).toEqual([302, '/setup/']);
    }
  });

  it('the page runs nothing, loads nothing, and goes into no frame', async () => {
    const { statusCode, headers, payload } = await ask(api, '/setup/');
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
    expect(payload).not.toMatch(/<script|<img|<link|style="|src=/);
    for (const name of ['first_name', 'last_name', 'email', 'password', 'password_again'])
      expect(payload).toMatch(new RegExp(`<label for="${name}">[^]*<input id="${name}" name="${name}"`));
  });

  it('what is wrong is said beside its field, and nothing is made', async () => {
    const { statusCode, payload } = await send(
      api,
      account({ email: '"><b>', password: 'password', password_again: 'x' }),
    );
    expect(statusCode).toBe(400);
    expect(payload).toContain('<p class="fault" id="email-fault">Enter a valid email address.</p>');
    expect(payload).toContain('value="&quot;&gt;&lt;b&gt;"');
    expect(payload).toMatch(/id="email"[^>]+aria-describedby="email-fault" aria-invalid="true" autofocus/);
    expect(payload).not.toContain('value="password"');
    const different = await send(api, account({ password_again: 'another' }));
    expect(different.payload).toContain('This is not the same password.');
    const weak = await send(api, account({ password: '12345678', password_again: '12345678' }));
    expect(weak.payload).toContain('This password is too common. This password is entirely numeric.');
    expect((await send(api, {})).payload.match(/This field is required\./g)).toHaveLength(5);
    expect(await api.sql('select 1 from account_user', [])).toEqual([]);
  });

  it.each<Record<string, string>>([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ])('a page of another site cannot set up: %j', async (headers) => {
    const { statusCode } = await send(api, account(), headers);
    expect(statusCode).toBe(403);
    expect(await api.sql('select 1 from account_user', [])).toEqual([]);
  });
});

describe('the first account', () => {
  const api = useApi();

  it('is made once, whoever asks at the same time, and can do everything', async () => {
    const forms = Array.from({ length: 5 }, () => account());
    const answers = await Promise.all(forms.map((form) => send(api, form, { 'sec-fetch-site': 'same-origin' })));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409, 409, 409, 409]);
    const winner = forms[answers.findIndex(({ statusCode }) => statusCode === 200)];
    const done = answers.find(({ statusCode }) => statusCode === 200)?.payload ?? '';
    const email = winner?.email.toLowerCase() ?? '';
    expect(done).toContain(`The account <strong>${email}</strong> is made.`);
    expect(done).toContain('curl http://localhost:8000/api/v1/auth/login/');
    expect(done).not.toContain(PASSWORD);

    const { data } = await api.as().POST('/api/v1/auth/login/', { body: { email, password: PASSWORD } });
    const me = await api.as({ authorization: `Token ${data?.key}` }).GET('/api/v1/auth/users/me/');
    expect(me.data).toMatchObject({ email, first_name: 'Ada', last_name: 'Lovelace', is_superuser: true });
    const people = await api.sql<{ count: string }>('select count(*) from account_user', []);
    expect(people).toEqual([{ count: '1' }]);
  });

  it('is the only one: afterwards the page says so, and not who is there', async () => {
    const page = await ask(api, '/setup/');
    expect([page.statusCode, page.payload.includes('This installation is set up already')]).toEqual([200, true]);
    expect(page.payload).not.toMatch(/<form|root-/i);
    const refused = await send(api, account());
    expect([refused.statusCode, refused.payload.includes('This installation is set up already')]).toEqual([409, true]);
    expect((await ask(api, '/api/v1/users/config/init/')).statusCode).toBe(404);
    expect((await ask(api, '/')).headers.location).toBe('/api/v1/docs/');
  });

  it('is tried for twenty times a minute', async () => {
    const answers = [];
    for (let attempt = 0; attempt < 21; attempt++) answers.push(await send(api, {}));
    expect(answers.some(({ statusCode }) => statusCode === 429)).toBe(true);
  });
});

describe('where the page is turned off', () => {
  const api = useApi({ ALLOW_ADMIN_INITIATION_VIA_URL: 'false' });

  it('it tells of the command line, and makes nobody', async () => {
    expect((await ask(api, '/setup/')).payload).toContain('npm run cli -- create-superuser');
    const { statusCode } = await send(api, account());
    expect(statusCode).toBe(403);
    expect((await ask(api, '/')).headers.location).toBe('/api/v1/docs/');
    expect(await api.sql('select 1 from account_user', [])).toEqual([]);
  });
});

describe('where nobody may sign up', () => {
  const api = useApi({ PREVENT_SIGNUP: 'true', ENABLE_EMAIL_ACTIVATION: 'true' });

  it('the first account is made all the same, and needs no activation', async () => {
    const form = account();
    expect((await send(api, form)).statusCode).toBe(200);
    const { response } = await api
      .as()
      .POST('/api/v1/auth/login/', { body: { email: form.email, password: form.password } });
    expect(response.status).toBe(200);
  });
});
