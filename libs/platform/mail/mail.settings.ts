import { port, secret, Setting, Settings, text, toggle, type Kind } from '#platform/config';

/** Flagsmith takes the names of Django's classes; those that mean one of ours are understood. */
const mailBackend: Kind<'smtp' | 'log'> = {
  name: 'smtp | log',
  read(value) {
    if (/smtp/i.test(value)) return 'smtp';
    if (/^log$|console/i.test(value)) return 'log';
    throw new Error('smtp or log (SendGrid and SES take mail by SMTP too)');
  },
};

@Settings('Mail')
export class MailSettings {
  @Setting('EMAIL_BACKEND', mailBackend, 'Whether mail is sent or only logged; sent where EMAIL_HOST is set.')
  readonly backend?: 'smtp' | 'log';

  @Setting('SENDER_EMAIL', text, 'Who mail is from: an address, or `Name <address>`.')
  readonly sender: string = 'noreply@localhost';

  @Setting('EMAIL_HOST', text, 'The SMTP server.')
  readonly host?: string;

  @Setting('EMAIL_PORT', port, 'The port of the SMTP server; 465 means TLS from the first byte.')
  readonly port: number = 587;

  @Setting('EMAIL_HOST_USER', text, 'The user to sign in as at the SMTP server.')
  readonly user?: string;

  @Setting('EMAIL_HOST_PASSWORD', secret, 'The password of that user.')
  readonly password?: string;

  @Setting('EMAIL_USE_TLS', toggle, 'Whether mail is only handed over encrypted (STARTTLS).')
  readonly useTls: boolean = true;
}
