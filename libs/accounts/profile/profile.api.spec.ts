import { careless, unique, useApi } from '../../../test/api/index.js';

const api = useApi();
const password = 'Str0ngp4ssw0rd!';
const me = '/api/v1/auth/users/me/';

describe('a profile', () => {
  it('says all there is to say', async () => {
    const person = await api.person();
    const { data } = await person.GET(me);
    expect(data).toEqual({
      id: person.id,
      email: person.email,
      first_name: 'Grace',
      last_name: 'Hopper',
      sign_up_type: null,
      auth_type: 'EMAIL',
      is_superuser: false,
      date_joined: expect.any(String),
      last_login: null,
      uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      pylon_email_signature: null,
      onboarding: null,
    });
  });

  it('is changed in part or as a whole, but for what only the server says', async () => {
    const person = await api.person();
    const read = async () => (await person.GET(me)).data;
    const before = await read();
    await person.PUT(me, { body: { first_name: 'Augusta', last_name: 'King', sign_up_type: 'INVITE_LINK' } });
    await person.PATCH(me, {
      body: careless({ last_name: 'Lovelace', id: 1, email: 'x@example.com', is_superuser: true, is_active: false }),
    });
    expect(await read()).toEqual({
      ...before,
      first_name: 'Augusta',
      last_name: 'Lovelace',
      sign_up_type: 'INVITE_LINK',
      last_login: expect.any(String),
    });
    const partial = await person.PUT(me, { body: careless({ first_name: 'Augusta' }) });
    expect(partial.error).toEqual({ last_name: ['This field is required.'] });
    const blank = await person.PATCH(me, { body: { first_name: '' } });
    expect(blank.error).toEqual({ first_name: ['This field may not be blank.'] });
  });

  it('notes a visit, but not each', async () => {
    const person = await api.person();
    const seen = async () => (await api.sql('select last_login from account_user where id = $1', [person.id]))[0];
    await person.GET(me);
    const first = await seen();
    await person.GET(me);
    expect(await seen()).toEqual(first);
    await api.sql(`update account_user set last_login = now() - interval '31 minutes' where id = $1`, [person.id]);
    const stale = await seen();
    await person.GET(me);
    expect(await seen()).not.toEqual(stale);
  });

  it('remembers how far the introduction got, part by part', async () => {
    const person = await api.person();
    const note = (body: object) => person.PATCH('/api/v1/auth/users/me/onboarding/', { body: careless(body) });
    expect((await note({ tasks: [{ name: 'flag', completed_at: '2026-01-02T05:04:05+02:00' }] })).response.status).toBe(
      204,
    );
    await note({ tools: { integrations: ['slack'] }, hosting_preferences: ['self_hosted'] });
    const known = {
      tasks: [{ name: 'flag', completed_at: '2026-01-02T03:04:05Z' }],
      tools: { completed: true, integrations: ['slack'] },
      hosting_preferences: ['self_hosted'],
    };
    expect((await person.GET(me)).data?.onboarding).toEqual(known);
    await note({ tasks: [] });
    expect((await person.GET(me)).data?.onboarding).toEqual({ ...known, tasks: [] });
    expect((await note({})).error).toEqual({
      non_field_errors: ["At least one of 'tasks' or 'tools' or 'hosting_preferences' must be provided."],
    });
    expect((await note({ hosting_preferences: ['x'.repeat(30_000)] })).response.status).toBe(400);
  });

  it('of others is hidden, and the own one is not found by its id', async () => {
    const [person, other] = [await api.person(), await api.person()];
    for (const userId of [person.id, other.id, 99_999_999]) {
      const params = { params: { path: { userId } } };
      const answers = [
        await person.GET('/api/v1/auth/users/{userId}/', careless(params)),
        await person.PUT('/api/v1/auth/users/{userId}/', careless(params)),
        await person.PATCH('/api/v1/auth/users/{userId}/', careless(params)),
      ];
      for (const { response, error } of answers)
        expect([response.status, error]).toEqual([404, { detail: 'Not found.' }]);
    }
    expect((await person.GET('/api/v1/auth/users/')).response.status).toBe(404);
    expect((await api.as().GET('/api/v1/auth/users/')).response.status).toBe(401);
  });
});

describe('closing the account', () => {
  const close = (person: Pick<ReturnType<typeof api.as>, 'DELETE'>, body: object) =>
    person.DELETE(me, { body: careless(body) });
  const login = (email: string) => api.as().POST('/api/v1/auth/login/', { body: { email, password } });

  it('frees the address, and leaves no way in', async () => {
    const person = await api.person();
    expect((await close(person, { current_password: password })).response.status).toBe(204);
    expect((await person.GET(me)).error).toEqual({ detail: 'Invalid token.' });
    expect((await login(person.email)).response.status).toBe(400);
    const body = { email: person.email, password, first_name: 'A', last_name: 'B' };
    const again = await api.as().POST('/api/v1/auth/users/', { body });
    expect(again.response.status).toBe(201);
    expect(again.data?.key).not.toBe(person.token);
  });

  it('asks for the password, unless it was just given', async () => {
    const person = await api.person();
    const faults = async (body: object) => (await close(person, body)).error;
    expect(await faults({ current_password: 'nope' })).toEqual({ current_password: ['Invalid password.'] });
    for (const nothing of [null, ''])
      expect(await faults({ current_password: nothing })).toEqual({
        current_password: ['This field may not be blank.'],
      });
    await api.sql(`update account_user set password_confirmed_at = now() - interval '11 minutes' where id = $1`, [
      person.id,
    ]);
    expect(await faults({})).toEqual({ current_password: ['This field is required.'] });
    await login(person.email);
    expect((await close(person, {})).response.status).toBe(204);
  });

  it('does not ask people for a password who have none', async () => {
    const person = await api.person();
    await api.sql(
      `update account_user set password_hash = null, auth_type = 'GOOGLE', password_confirmed_at = null where id = $1`,
      [person.id],
    );
    expect((await close(person, { current_password: null })).response.status).toBe(204);
  });

  it('by id works for the own one only', async () => {
    const [person, other] = [await api.person(), await api.person()];
    const closeById = (userId: number) =>
      person.DELETE('/api/v1/auth/users/{userId}/', {
        params: { path: { userId } },
        body: { current_password: password },
      });
    expect((await closeById(other.id)).response.status).toBe(403);
    expect((await closeById(99_999_999)).error).toEqual({ detail: 'No FFAdminUser matches the given query.' });
    expect((await other.GET(me)).response.status).toBe(200);
    expect((await closeById(person.id)).response.status).toBe(204);
    expect((await person.GET(me)).response.status).toBe(401);
  });

  it('takes organisations along that nobody else is in, where that is asked for', async () => {
    const { owner, organisation } = await api.tenant();
    const shared = await owner.POST('/api/v1/organisations/', { body: { name: unique('shared') } });
    const colleague = await api.member(shared.data?.id ?? 0);
    const strange = await close(owner, { current_password: password, delete_orphan_organisations: 'perhaps' });
    expect(strange.error).toEqual({ delete_orphan_organisations: ['Must be a valid boolean.'] });
    await close(owner, { current_password: password, delete_orphan_organisations: true });
    const gone = await api.sql<{ id: number; gone: boolean }>(
      'select id, deleted_at is not null as gone from organisation where id in ($1, $2) order by id',
      [organisation, shared.data?.id],
    );
    expect(gone.map((row) => row.gone)).toEqual([true, false]);
    expect((await colleague.GET('/api/v1/organisations/')).data?.count).toBe(1);
  });

  it('leaves them where it is not', async () => {
    const { owner, organisation } = await api.tenant();
    await close(owner, { current_password: password });
    const rows = await api.sql('select deleted_at from organisation where id = $1', [organisation]);
    expect(rows).toEqual([{ deleted_at: null }]);
  });

  it('deletes what its last two members leave at once', async () => {
    const { owner, organisation } = await api.tenant();
    const colleague = await api.member(organisation);
    const body = { current_password: password, delete_orphan_organisations: true };
    const outcomes = await Promise.all([owner, colleague].map((person) => close(person, body)));
    expect(outcomes.map(({ response }) => response.status)).toEqual([204, 204]);
    const rows = await api.sql('select deleted_at is not null as gone from organisation where id = $1', [organisation]);
    expect(rows).toEqual([{ gone: true }]);
  });
});
