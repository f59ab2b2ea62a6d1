import { loadSettings } from '#platform/config';
import { mailServer, type MailServer } from './mail-server.js';
import { MailSettings } from './mail.settings.js';

function serverWith(env: NodeJS.ProcessEnv): MailServer | undefined {
  const settings = loadSettings(env).get(MailSettings);
  if (!(settings instanceof MailSettings)) throw new Error('no mail settings');
  return mailServer(settings);
}

describe('the server that takes mail', () => {
  it('is the one that is named', () => {
    const env = { EMAIL_HOST: 'mail.example.com', EMAIL_PORT: '25', EMAIL_USE_TLS: 'false' };
    expect(serverWith(env)).toEqual({ host: 'mail.example.com', port: 25, useTls: false, auth: undefined });
    expect(serverWith({ ...env, EMAIL_HOST_USER: 'ali', EMAIL_HOST_PASSWORD: 'opensesame' })?.auth).toEqual({
      user: 'ali',
      pass: 'opensesame',
    });
  });

  it("is SendGrid's, with its key", () => {
    const sendgrid = { host: 'smtp.sendgrid.net', port: 587, useTls: true, auth: { user: 'apikey', pass: 'SG.key' } };
    expect(serverWith({ SENDGRID_API_KEY: 'SG.key' })).toEqual(sendgrid);
    expect(serverWith({ SENDGRID_API_KEY: 'SG.key', EMAIL_BACKEND: 'sgbackend.SendGridBackend' })).toEqual(sendgrid);
    expect(() => serverWith({ EMAIL_BACKEND: 'sendgrid' })).toThrow('SENDGRID_API_KEY must be set');
  });

  it('is that of SES in its region, with SMTP credentials', () => {
    const env = {
      EMAIL_BACKEND: 'django_ses.SESBackend',
      AWS_SES_REGION_NAME: 'eu-central-1',
      EMAIL_HOST_USER: 'AKIA',
    };
    expect(serverWith({ ...env, EMAIL_HOST_PASSWORD: 'password' })).toEqual({
      host: 'email-smtp.eu-central-1.amazonaws.com',
      port: 587,
      useTls: true,
      auth: { user: 'AKIA', pass: 'password' },
    });
    expect(() => serverWith(env)).toThrow('EMAIL_HOST_PASSWORD must be the password of SMTP credentials of SES.');
  });

  it.each([{}, { EMAIL_HOST: 'mail.example.com', EMAIL_BACKEND: 'log' }])('is none with %j', (env) => {
    expect(serverWith(env)).toBeUndefined();
  });
});
