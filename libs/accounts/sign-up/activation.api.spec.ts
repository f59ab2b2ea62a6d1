import { Database } from '#platform/database';
import { MailRequestedLink } from '../mailed-links/mail-requested-link.job.js';
import { Sessions } from '../sessions/sessions.js';
import { SocialAccounts } from './social-accounts.js';
import { unique, useApi } from '../../../test/api/index.js';
import { useMailbox } from '../../../test/api/mailbox.js';

const api = useApi({ ENABLE_EMAIL_ACTIVATION: 'true', FLAGSMITH_API_URL: 'https://flags.example/' });
const mailbox = useMailbox(api);

const password = 'Str0ngp4ssw0rd!';

async function signUp(firstName = 'Ada') {
  const email = `${unique('ada')}@example.com`;
  const { data } = await api
    .as()
    .POST('/api/v1/auth/users/', { body: { email, password, first_name: firstName, last_name: 'Lovelace' } });
  return { email, data, me: () => api.as({ authorization: `Token ${data?.key}` }).GET('/api/v1/auth/users/me/') };
}
const activate = ({ uid, token }: { uid: string; token: string }) =>
  api.as().POST('/api/v1/auth/users/activation/', { body: { uid, token } });
const resend = (email: string) => api.as().POST('/api/v1/auth/users/resend_activation/', { body: { email } });
const login = (email: string) => api.as().POST('/api/v1/auth/login/', { body: { email, password } });

describe('an account that waits for the link in a mail', () => {
  it('can be used when the link was, and the link once', async () => {
    const { email, data, me } = await signUp();
    expect(data?.is_active).toBe(false);
    expect((await me()).error).toEqual({ detail: 'User inactive or deleted.' });
    const refused = await login(email);
    expect(refused.error).toEqual({ non_field_errors: ['Unable to log in with provided credentials.'] });
    const mail = await mailbox.awaitMail(email);
    expect(mail.subject).toBe('Confirm your address');
    expect(mail.text).toMatch(/^https:\/\/flags\.example\/activate\/\w+\/[\w-]{43}\/$/m);
    const link = await mailbox.awaitLink(email);
    expect((await activate(link)).response.status).toBe(204);
    expect((await me()).data?.email).toBe(email);
    expect((await login(email)).response.status).toBe(200);
    const again = await activate(link);
    expect([again.response.status, again.error]).toEqual([400, { token: ['Invalid token for given user.'] }]);
  });

  it('is activated by the button of the page, not by looking at it', async () => {
    const { email } = await signUp();
    const { path } = await mailbox.awaitLink(email);
    expect((await api.app.inject({ method: 'GET', url: path })).statusCode).toBe(200);
    expect((await login(email)).response.status).toBe(400);
    const done = await api.app.inject({ method: 'POST', url: path });
    expect([done.statusCode, done.body.includes('Your address is confirmed.')]).toEqual([200, true]);
    expect((await login(email)).response.status).toBe(200);
    expect((await api.app.inject({ method: 'POST', url: path })).statusCode).toBe(400);
  });

  it('is mailed another link on request, and gets no other kind', async () => {
    const { email } = await signUp();
    const first = await mailbox.awaitLink(email);
    expect((await resend(email)).response.status).toBe(204);
    const second = await mailbox.awaitLink(email, 1);
    expect(second.token).not.toBe(first.token);
    await mailbox.perform(MailRequestedLink, { email, purpose: 'password' });
    expect(mailbox.to(email)).toHaveLength(2);
    expect((await activate(first)).response.status).toBe(204);
    // with the account active, the other is of no use
    expect((await activate(second)).response.status).toBe(400);
  });

  it('cannot be told from none, or from one that is active', async () => {
    const { email } = await signUp();
    await activate(await mailbox.awaitLink(email));
    const answers = [await resend(email), await resend(`${unique('nobody')}@example.com`)];
    expect(answers.map(({ response }) => response.status)).toEqual([204, 204]);
    await mailbox.perform(MailRequestedLink, { email, purpose: 'activation' });
    expect(mailbox.to(email)).toHaveLength(1);
  });

  it('is not opened again by its owner after an administrator has closed it', async () => {
    const { email, data } = await signUp();
    await activate(await mailbox.awaitLink(email));
    await api.sql('update account_user set is_active = false where id = $1', [data?.id]);
    await mailbox.perform(MailRequestedLink, { email, purpose: 'activation' });
    expect(mailbox.to(email)).toHaveLength(1);
  });

  it('belongs to who shows elsewhere that the address is theirs, and not to who signed up with it', async () => {
    const { email, data, me } = await signUp();
    const link = await mailbox.awaitLink(email);
    const profile = { provider: 'GOOGLE', email, firstName: 'Ada', lastName: 'Lovelace' };
    const social = api.app.get(SocialAccounts, { strict: false });
    const { user, isNew } = await api.app.get(Database).transaction(() => social.signIn(profile));
    expect([user.id, user.isActive, isNew]).toEqual([data?.id, true, false]);
    // a session that is opened for this user counts
    const sessions = api.app.get(Sessions, { strict: false });
    expect(await sessions.userBehind(await sessions.issue(user))).toMatchObject({ email });
    expect((await me()).response.status).toBe(401);
    expect((await login(email)).response.status).toBe(400);
    expect((await activate(link)).response.status).toBe(400);
  });

  it('carries no advertisement to people who never asked for it', async () => {
    const { email } = await signUp('Win at https://casino.example');
    const { text, html } = await mailbox.awaitMail(email);
    expect(text).toMatch(/^Hello,\n/);
    expect(`${text}${html}`).not.toContain('casino');
  });
});

describe('where accounts need no activation', () => {
  const open = useApi({ ENABLE_EMAIL_ACTIVATION: 'false' });

  it('no link is mailed again', async () => {
    const { email } = await open.person();
    const { response } = await open.as().POST('/api/v1/auth/users/resend_activation/', { body: { email } });
    expect([response.status, await response.text()]).toEqual([400, '']);
  });
});
