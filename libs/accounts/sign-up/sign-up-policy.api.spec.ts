import { unique, useApi } from '../../../test/api/index.js';
import { Invitations, type ClaimedInvitation } from './invitations.js';
import { SocialAccounts } from './social-accounts.js';
import { Database } from '#platform/database';

const password = 'Str0ngp4ssw0rd!';
const somebody = (more: object = {}) => ({
  email: `${unique('Ada')}@example.com`,
  password,
  first_name: 'Ada',
  last_name: 'Lovelace',
  ...more,
});

describe('where only who was invited may sign up', () => {
  const api = useApi({ ALLOW_REGISTRATION_WITHOUT_INVITE: 'false' });
  const signUp = (body: ReturnType<typeof somebody>) => api.as().POST('/api/v1/auth/users/', { body });
  const refusal = { detail: 'User registration without an invite is disabled for this installation.' };

  it('everybody else is refused, also who would sign up twice', async () => {
    expect((await signUp(somebody())).error).toEqual(refusal);
    const known = somebody();
    await api.sql(`insert into account_user (email, first_name, last_name) values ($1, 'A', 'B')`, [
      known.email.toLowerCase(),
    ]);
    for (const more of [{}, { sign_up_type: 'INVITE_EMAIL' }, { sign_up_type: 'INVITE_LINK', invite_hash: 'x' }]) {
      const { response, error } = await signUp({ ...known, ...more });
      expect([response.status, error]).toEqual([403, refusal]);
    }
  });

  it('whoever keeps the invitations decides', async () => {
    const asked: ClaimedInvitation[] = [];
    api.app.get(Invitations, { strict: false }).checkWith(async (claimed) => {
      asked.push(claimed);
      return claimed.hash === 'good';
    });
    const input = somebody({ sign_up_type: 'INVITE_LINK', invite_hash: 'good' });
    const { response, data } = await signUp(input);
    expect([response.status, data?.sign_up_type]).toEqual([201, 'INVITE_LINK']);
    expect((await signUp(somebody({ sign_up_type: 'INVITE_LINK', invite_hash: 'bad' }))).response.status).toBe(403);
    expect(asked[0]).toEqual({ email: input.email.toLowerCase(), signUpType: 'INVITE_LINK', hash: 'good' });
  });

  it('that goes for people who sign in elsewhere, too, but not for those who are here already', async () => {
    const social = api.app.get(SocialAccounts, { strict: false });
    const signIn = (profile: Parameters<SocialAccounts['signIn']>[0]) =>
      api.app.get(Database).transaction(() => social.signIn(profile));
    const profile = { provider: 'GOOGLE', email: `${unique('Bob')}@example.com`, firstName: 'Bob', lastName: 'B' };
    api.app.get(Invitations, { strict: false }).checkWith(async ({ hash }) => hash === 'good');
    await expect(signIn(profile)).rejects.toThrow(refusal.detail);
    const first = await signIn({ ...profile, signUpType: 'INVITE_LINK', inviteHash: 'good' });
    expect(first).toMatchObject({ isNew: true, user: { authType: 'GOOGLE', email: profile.email.toLowerCase() } });
    const again = await signIn({ ...profile, provider: 'GITHUB', email: profile.email.toUpperCase(), firstName: 'X' });
    expect(again).toMatchObject({ isNew: false, user: { id: first.user.id, authType: 'GITHUB', firstName: 'Bob' } });
    await api.sql('update account_user set is_active = false where id = $1', [first.user.id]);
    await expect(signIn(profile)).rejects.toThrow('User inactive or deleted.');
  });

  it('who signs in elsewhere has no password to log in with', async () => {
    const profile = { provider: 'GOOGLE', email: `${unique('carol')}@example.com`, firstName: 'C', lastName: 'C' };
    const social = api.app.get(SocialAccounts, { strict: false });
    await api.app.get(Database).transaction(() => social.signIn({ ...profile, inviteHash: 'good' }));
    for (const guess of ['', 'null', password]) {
      const { response } = await api
        .as()
        .POST('/api/v1/auth/login/', { body: { email: profile.email, password: guess } });
      expect(response.status).toBe(400);
    }
  });
});

describe('where nobody may sign up or log in by a form', () => {
  const api = useApi({ PREVENT_SIGNUP: 'true', PREVENT_EMAIL_PASSWORD: 'true' });

  it('it is refused', async () => {
    const signUp = await api.as().POST('/api/v1/auth/users/', { body: somebody() });
    expect([signUp.response.status, signUp.error]).toEqual([
      401,
      { detail: 'Authentication credentials were not provided.' },
    ]);
    const { response } = await api.as().POST('/api/v1/auth/login/', { body: { email: 'ada@example.com', password } });
    expect(response.status).toBe(403);
  });
});

describe('the first account', () => {
  const api = useApi();
  const signUp = (more: object) => api.as().POST('/api/v1/auth/users/', { body: somebody(more) });

  it('may be a superuser, one of all who try at once, and no later one', async () => {
    const outcomes = await Promise.all([1, 2, 3].map(() => signUp({ superuser: true })));
    expect(outcomes.map(({ response }) => response.status).sort()).toEqual([201, 400, 400]);
    const refused = outcomes.find(({ response }) => response.status === 400);
    expect(refused?.error).toEqual({
      superuser: ['A superuser can only be created through this  endpoint if no other users exist.'],
    });
    const rows = await api.sql('select is_superuser, is_staff from account_user', []);
    expect(rows).toEqual([{ is_superuser: true, is_staff: true }]);
    expect((await signUp({})).data).toMatchObject({ sign_up_type: null });
  });

  it('says how it came here in one of three words', async () => {
    expect((await signUp({ sign_up_type: 'BY_LUCK' })).error).toEqual({
      sign_up_type: ['"BY_LUCK" is not a valid choice.'],
    });
    expect((await signUp({ sign_up_type: '' })).data?.sign_up_type).toBeNull();
  });
});
