import { InvalidSettings } from '#platform/config';
import type { MailSettings } from './mail.settings.js';

/** The SMTP server that takes our mail, and who we are there. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  readonly auth?: { readonly user: string; readonly pass: string };
  readonly useTls: boolean;
}

/**
 * SendGrid and SES take mail by SMTP like everybody else: they differ in where they are, and in who we are there.
 * @returns undefined where there is none
 * @throws InvalidSettings where what a provider needs is not set
 */
export function mailServer(settings: MailSettings): MailServer | undefined {
  const { host, sendgridKey, port, useTls } = settings;
  const { backend = host ? 'smtp' : sendgridKey ? 'sendgrid' : undefined } = settings;
  switch (backend) {
    case undefined:
    case 'log':
      return undefined;
    case 'smtp': {
      const auth = settings.user ? { user: settings.user, pass: settings.password ?? '' } : undefined;
      return { host: settings.host ?? 'localhost', port, useTls, auth };
    }
    case 'sendgrid': {
      const pass = needed(settings.sendgridKey, 'SENDGRID_API_KEY must be set to send mail through SendGrid.');
      return { host: settings.host ?? 'smtp.sendgrid.net', port, useTls, auth: { user: 'apikey', pass } };
    }
    case 'ses': {
      const user = needed(settings.user, 'EMAIL_HOST_USER must be the user of SMTP credentials of SES.');
      const pass = needed(settings.password, 'EMAIL_HOST_PASSWORD must be the password of SMTP credentials of SES.');
      const host = settings.host ?? `email-smtp.${settings.sesRegion}.amazonaws.com`;
      return { host, port, useTls, auth: { user, pass } };
    }
  }
}

function needed(value: string | undefined, fault: string): string {
  if (value === undefined) throw new InvalidSettings([fault]);
  return value;
}
