import { careless, unique, useApi } from '../../../test/api/index.js';

const api = useApi();
const password = 'Str0ngp4ssw0rd!';
const somebody = () => ({ email: `${unique('ada')}@example.com`, password, first_name: 'Ada', last_name: 'Lovelace' });

describe('POST /auth/users/', () => {
  it('makes an account and answers its token, but never the password', async () => {
    const input = somebody();
    const { response, data } = await api.as().POST('/api/v1/auth/users/', { body: input });
    expect(response.status).toBe(201);
    expect(data).toMatchObject({ email: input.email, first_name: 'Ada', is_active: true });
    expect(data?.key).toMatch(/^[0-9a-f]{40}$/);
    expect(JSON.stringify(data)).not.toContain(password);
  });

  it('refuses an address that is taken, in any case', async () => {
    const input = somebody();
    await api.as().POST('/api/v1/auth/users/', { body: input });
    const { response, error } = await api
      .as()
      .POST('/api/v1/auth/users/', { body: { ...input, email: input.email.toUpperCase() } });
    expect(response.status).toBe(400);
    expect(error).toEqual({ email: ['Email already exists. Please log in.'] });
  });

  it.each([
    ['password', 'This password is too common.'],
    ['sh0rt!', 'This password is too short. It must contain at least 8 characters.'],
    ['73920186451', 'This password is entirely numeric.'],
    ['lovelace-1', 'The password is too similar to the last name.'],
  ])('refuses the password %s', async (weak, sentence) => {
    const { response, error } = await api.as().POST('/api/v1/auth/users/', { body: { ...somebody(), password: weak } });
    expect(response.status).toBe(400);
    expect(error).toMatchObject({ password: expect.arrayContaining([sentence]) });
  });

  it('names every field that is missing', async () => {
    const { error } = await api.as().POST('/api/v1/auth/users/', { body: careless({ password }) });
    const missing = ['This field is required.'];
    expect(error).toEqual({ first_name: missing, last_name: missing, email: missing });
  });
});

describe('POST /auth/login/', () => {
  it('answers the same token as long as it is not revoked, and another one after that', async () => {
    const { email, token, ...person } = await api.person();
    const again = await api.as().POST('/api/v1/auth/login/', { body: { email: email.toUpperCase(), password } });
    expect(again.data).toEqual({ key: token });
    expect((await person.POST('/api/v1/auth/logout/')).response.status).toBe(204);
    const { response, error } = await person.GET('/api/v1/auth/users/me/');
    expect([response.status, error]).toEqual([401, { detail: 'Invalid token.' }]);
    expect(response.headers.get('www-authenticate')).toBe('Cookie realm="api"');
    const fresh = await api.as().POST('/api/v1/auth/login/', { body: { email, password } });
    expect(fresh.data?.key).toMatch(/^[0-9a-f]{40}$/);
    expect(fresh.data?.key).not.toBe(token);
  });

  it('answers one and the same token to all who log in at once', async () => {
    const { email, ...person } = await api.person();
    await person.POST('/api/v1/auth/logout/');
    const logins = await Promise.all(
      Array.from({ length: 6 }, () => api.as().POST('/api/v1/auth/login/', { body: { email, password } })),
    );
    expect(new Set(logins.map(({ data }) => data?.key)).size).toBe(1);
    const token = logins[0]?.data?.key ?? '';
    expect((await api.as({ authorization: `Token ${token}` }).GET('/api/v1/auth/users/me/')).response.status).toBe(200);
  });

  it('says the same of a wrong password and of an unknown address', async () => {
    const { email } = await api.person();
    const wrong = await api.as().POST('/api/v1/auth/login/', { body: { email, password: 'nope' } });
    const unknown = await api
      .as()
      .POST('/api/v1/auth/login/', { body: { email: `${unique('x')}@example.com`, password } });
    expect(wrong.response.status).toBe(400);
    expect(wrong.error).toEqual({ non_field_errors: ['Unable to log in with provided credentials.'] });
    expect(unknown.error).toEqual(wrong.error);
  });
});

describe('PATCH /auth/users/me/', () => {
  it('changes the name, not the address', async () => {
    const person = await api.person();
    const body = { first_name: 'Augusta', email: 'other@example.com' };
    const { data } = await person.PATCH('/api/v1/auth/users/me/', { body });
    expect(data).toMatchObject({ first_name: 'Augusta', email: person.email });
  });

  it('is for people who are signed in', async () => {
    const { response, error } = await api.as().PATCH('/api/v1/auth/users/me/', { body: {} });
    expect(response.status).toBe(401);
    expect(error).toEqual({ detail: 'Authentication credentials were not provided.' });
  });
});
