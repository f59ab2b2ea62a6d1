import { Logger } from '@nestjs/common';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import { loadSettings } from '#platform/config';
import { Mailer, MailFailure, MailSettings } from './index.js';

interface Received {
  readonly recipients: string[];
  readonly user?: string;
  readonly email: Email;
}

const received: Received[] = [];
let server: SMTPServer;
let port = 0;

const mailerWith = (env: NodeJS.ProcessEnv): Mailer => {
  const settings = loadSettings(env).get(MailSettings);
  if (!(settings instanceof MailSettings)) throw new Error('no mail settings');
  return new Mailer(settings);
};
const smtp = (more: NodeJS.ProcessEnv = {}): Mailer =>
  mailerWith({ EMAIL_HOST: '127.0.0.1', EMAIL_PORT: String(port), EMAIL_USE_TLS: 'false', ...more });

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    hideSTARTTLS: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 'opensesame' ? done(null, { user: username }) : done(new Error('wrong password')),
    onRcptTo: ({ address }, _session, done) =>
      address.startsWith('nobody') ? done(new Error('no such mailbox')) : done(),
    onData(stream, { envelope, user }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const recipients = envelope.rcptTo.map(({ address }) => address);
        void PostalMime.parse(Buffer.concat(chunks)).then((email) => {
          received.push({ recipients, user: typeof user === 'string' ? user : undefined, email });
          done();
        });
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.server.address();
  if (address && typeof address === 'object') port = address.port;
});
afterAll(() => new Promise<void>((resolve) => server.close(resolve)));
beforeEach(() => (received.length = 0));

describe('mail by SMTP', () => {
  const mail = { to: 'ada@example.com', subject: 'Grüße', text: 'Hello Ada', html: '<p>Hello Ada</p>' };

  it('arrives as text and HTML', async () => {
    await smtp({ SENDER_EMAIL: 'Burgee <flags@example.com>' }).send(mail);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      recipients: ['ada@example.com'],
      email: {
        from: { name: 'Burgee', address: 'flags@example.com' },
        to: [{ address: 'ada@example.com' }],
        subject: 'Grüße',
        text: expect.stringContaining('Hello Ada'),
        html: expect.stringContaining('<p>Hello Ada</p>'),
      },
    });
  });

  it('signs in', async () => {
    await smtp({ EMAIL_HOST_USER: 'ali', EMAIL_HOST_PASSWORD: 'opensesame' }).send(mail);
    expect(received[0]?.user).toBe('ali');
  });

  it('signs in with the key of SendGrid', async () => {
    await smtp({ EMAIL_BACKEND: 'sendgrid', SENDGRID_API_KEY: 'opensesame' }).send(mail);
    expect(received[0]?.user).toBe('apikey');
  });

  it('says what went wrong, without the password', async () => {
    const refused = smtp({ EMAIL_HOST_USER: 'ali', EMAIL_HOST_PASSWORD: 'hunter2' }).send(mail);
    await expect(refused).rejects.toThrow(MailFailure);
    await expect(refused).rejects.not.toThrow('hunter2');
    await expect(smtp().send({ ...mail, to: 'nobody@example.com' })).rejects.toThrow('no such mailbox');
    await expect(smtp({ EMAIL_PORT: '1' }).send(mail)).rejects.toThrow('The mail server did not take the message');
  });

  it('does not hand over in the clear what is to be encrypted', async () => {
    await expect(smtp({ EMAIL_USE_TLS: 'true' }).send(mail)).rejects.toThrow(MailFailure);
    expect(received).toEqual([]);
  });

  it('lets nobody smuggle in headers or recipients', async () => {
    await smtp().send({ ...mail, subject: 'Hi\r\nBcc: eve@example.com\r\n\r\nbody' });
    expect(received[0]).toMatchObject({
      recipients: ['ada@example.com'],
      email: { subject: 'Hi Bcc: eve@example.com body', text: expect.stringContaining('Hello Ada') },
    });
    expect(received[0]?.email.bcc).toBeUndefined();
    for (const to of [
      'ada@example.com, eve@example.com',
      'ada@example.com\r\nBcc: eve@example.com',
      'Ada <ada@example.com>',
      'ada@example.com eve@example.com',
      '',
    ])
      await expect(smtp().send({ ...mail, to })).rejects.toThrow('is not an address that mail can be sent to.');
    expect(received).toHaveLength(1);
  });
});

describe('mail without a server', () => {
  const logged = async (env: NodeJS.ProcessEnv): Promise<unknown[][]> => {
    const log = jest.spyOn(Logger.prototype, 'warn').mockReturnValue(undefined);
    const mailer = mailerWith(env);
    await mailer.send({ to: 'ada@example.com', subject: 'Reset', text: 'http://localhost:8000/reset/1' });
    const { calls } = log.mock;
    log.mockRestore();
    expect(mailer.hasProvider).toBe(false);
    return calls;
  };

  it('is logged with its text where that is asked for, so that its link can be followed', async () => {
    expect(await logged({ EMAIL_BACKEND: 'log' })).toEqual([
      ['This mail is not sent but logged. To ada@example.com: Reset\nhttp://localhost:8000/reset/1'],
    ]);
  });

  it('is not sent otherwise, and the log does not say what was in it', async () => {
    expect(await logged({})).toEqual([['No mail server is set, so a mail to ada@example.com was not sent: Reset']]);
  });

  it.each([
    [{}, false],
    [{ EMAIL_HOST: 'mail.example.com' }, true],
    [{ EMAIL_BACKEND: 'django.core.mail.backends.smtp.EmailBackend' }, true],
    [{ EMAIL_HOST: 'mail.example.com', EMAIL_BACKEND: 'django.core.mail.backends.console.EmailBackend' }, false],
  ])('with %j it has a provider: %s', (env, expected) => {
    expect(mailerWith(env).hasProvider).toBe(expected);
  });

  it('names a backend that it does not have', () => {
    expect(() => mailerWith({ EMAIL_BACKEND: 'mailgun' })).toThrow(
      'EMAIL_BACKEND must be one of smtp, sendgrid, ses, log; "mailgun" is not.',
    );
  });
});
