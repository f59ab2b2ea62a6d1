import { unique, useApi } from '../../../test/api/index.js';
import { useMailbox } from '../../../test/api/mailbox.js';

const api = useApi();
const mailbox = useMailbox(api);

const password = 'Str0ngp4ssw0rd!';
const newAddress = () => `${unique('new')}@example.com`;

describe('POST /auth/users/set_email/', () => {
  const set = (person: Pick<ReturnType<typeof api.as>, 'POST'>, email: string, current = password) =>
    person.POST('/api/v1/auth/users/set_email/', { body: { current_password: current, new_email: email } });

  it('changes the address, keeps the token, and warns the old address', async () => {
    const person = await api.person();
    const email = newAddress();
    expect((await set(person, email.toUpperCase())).response.status).toBe(204);
    expect((await person.GET('/api/v1/auth/users/me/')).data).toMatchObject({ id: person.id, email });
    const login = (address: string) => api.as().POST('/api/v1/auth/login/', { body: { email: address, password } });
    expect((await login(email)).data).toEqual({ key: person.token });
    expect((await login(person.email)).response.status).toBe(400);
    const warning = await mailbox.awaitMail(person.email);
    expect(warning.subject).toBe('The address of your account has changed');
    expect(warning.text).toContain('Hello Grace,');
    expect(warning.text).not.toContain(email);
    expect(mailbox.to(email)).toEqual([]);
  });

  it('says what is wrong', async () => {
    const [person, other] = [await api.person(), await api.person()];
    expect((await set(person, newAddress(), 'nope')).error).toEqual({ current_password: ['Invalid password.'] });
    const taken = { new_email: ['Feature flag admin user with this email already exists.'] };
    expect((await set(person, other.email)).error).toEqual(taken);
    expect((await set(person, other.email.toUpperCase())).error).toEqual(taken);
    // who does not know the password learns nothing of other addresses
    expect((await set(person, other.email, 'nope')).error).toEqual({ current_password: ['Invalid password.'] });
    for (const strange of ['nope', 'a@b', 'x@example.com\r\nBcc: y@example.com'])
      expect((await set(person, strange)).error).toEqual({ new_email: ['Enter a valid email address.'] });
  });

  it('gives an address to one of those who want it at once', async () => {
    const people = await Promise.all([api.person(), api.person(), api.person()]);
    const email = newAddress();
    const outcomes = await Promise.all(people.map((person) => set(person, email)));
    expect(outcomes.map(({ response }) => response.status).sort()).toEqual([204, 400, 400]);
  });
});

describe('a link to change the address', () => {
  const askFor = (email: string) => api.as().POST('/api/v1/auth/users/reset_email/', { body: { email } });
  const reset = ({ uid, token }: { uid: string; token: string }, email: string) =>
    api.as().POST('/api/v1/auth/users/reset_email_confirm/', { body: { uid, token, new_email: email } });

  it('changes it once, and warns the old address', async () => {
    const person = await api.person();
    expect((await askFor(person.email)).response.status).toBe(204);
    const link = await mailbox.awaitLink(person.email);
    expect(link.path).toMatch(/^\/email-reset\/confirm\//);
    const email = newAddress();
    expect((await reset(link, email)).response.status).toBe(204);
    expect((await mailbox.awaitMail(person.email, 1)).subject).toBe('The address of your account has changed');
    expect((await person.GET('/api/v1/auth/users/me/')).data?.email).toBe(email);
    expect((await reset(link, newAddress())).error).toEqual({ token: ['Invalid token for given user.'] });
  });

  it('leads to a page that does the same', async () => {
    const person = await api.person();
    await askFor(person.email);
    const { path } = await mailbox.awaitLink(person.email);
    const email = newAddress();
    expect((await api.app.inject({ method: 'GET', url: path })).body).toContain('name="new_email"');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const payload = new URLSearchParams({ new_email: email }).toString();
    const done = await api.app.inject({ method: 'POST', url: path, headers, payload });
    expect([done.statusCode, done.body.includes('The address is changed.')]).toEqual([200, true]);
    expect((await person.GET('/api/v1/auth/users/me/')).data?.email).toBe(email);
  });
});
