import { choice, port, secret, Setting, Settings, text, toggle, type Kind } from '#platform/config';

type Backend = 'smtp' | 'sendgrid' | 'ses' | 'log';
const backends = choice<Backend>('smtp', 'sendgrid', 'ses', 'log');

/** Flagsmith takes the names of Django's classes; those that mean one of ours are understood. */
const DJANGO: ReadonlyMap<string, Backend> = new Map([
  ['django.core.mail.backends.smtp.emailbackend', 'smtp'],
  ['sgbackend.sendgridbackend', 'sendgrid'],
  ['django_ses.sesbackend', 'ses'],
  ['django.core.mail.backends.console.emailbackend', 'log'],
]);
const mailBackend: Kind<Backend> = {
  name: backends.name,
  read: (value) => DJANGO.get(value.toLowerCase()) ?? backends.read(value.toLowerCase()),
};

@Settings('Mail')
export class MailSettings {
  @Setting(
    'EMAIL_BACKEND',
    mailBackend,
    'How mail leaves; `log` writes it with its links into the log, for development. Not set: `smtp` with EMAIL_HOST, `sendgrid` with SENDGRID_API_KEY, else no mail is sent.',
  )
  readonly backend?: Backend;

  @Setting('SENDER_EMAIL', text, 'Who mail is from: an address, or `Name <address>`.')
  readonly sender: string = 'noreply@localhost';

  @Setting('EMAIL_HOST', text, 'The SMTP server; that of SendGrid or SES where one of those is used.')
  readonly host?: string;

  @Setting('EMAIL_PORT', port, 'The port of the SMTP server; 465 means TLS from the first byte.')
  readonly port: number = 587;

  @Setting('EMAIL_HOST_USER', text, 'The user to sign in as at the SMTP server; for SES that of its SMTP credentials.')
  readonly user?: string;

  @Setting('EMAIL_HOST_PASSWORD', secret, 'The password of that user.')
  readonly password?: string;

  @Setting('EMAIL_USE_TLS', toggle, 'Whether mail is only handed over encrypted (STARTTLS).')
  readonly useTls: boolean = true;

  @Setting('SENDGRID_API_KEY', secret, 'What SendGrid knows us by.')
  readonly sendgridKey?: string;

  @Setting('AWS_SES_REGION_NAME', text, 'The region of SES that mail is handed to.')
  readonly sesRegion: string = 'us-east-1';
}
