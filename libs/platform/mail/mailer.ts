import { Injectable, Logger } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { mailServer, type MailServer } from './mail-server.js';
import { MailSettings } from './mail.settings.js';

/** A message to one person. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** A message could not be handed over. */
export class MailFailure extends Error {
  override readonly name = 'MailFailure';
}

const TIMEOUT_MS = 10_000;
const ADDRESS = /^[^\s@<>(),;:"\\]+@[^\s@<>(),;:"\\]+$/;

/** Sends mail, or logs it, where a developer has asked for that to follow its links. For jobs, not for requests. */
@Injectable()
export class Mailer {
  private readonly log = new Logger(Mailer.name);
  private readonly transport: Transporter | undefined;

  constructor(private readonly settings: MailSettings) {
    const server = mailServer(settings);
    this.transport = server && smtp(server);
  }

  /** Whether messages really leave. */
  get hasProvider(): boolean {
    return this.transport !== undefined;
  }

  /** @throws MailFailure when the server cannot be reached or refuses the message */
  async send({ to, subject, text, html }: Mail): Promise<void> {
    if (!ADDRESS.test(to)) throw new MailFailure(`"${oneLine(to)}" is not an address that mail can be sent to.`);
    if (!this.transport) {
      this.log.warn(this.instead(to, oneLine(subject), text));
      return;
    }
    const message = {
      from: this.settings.sender,
      to: { name: '', address: to },
      subject: oneLine(subject),
      text,
      html,
      // so that no out-of-office note answers it
      headers: { 'Auto-Submitted': 'auto-generated' },
    };
    try {
      await this.transport.sendMail(message);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new MailFailure(`The mail server did not take the message: ${reason}`, { cause: error });
    }
  }

  /** What is in a mail may open an account: it is logged only where that was asked for. */
  private instead(to: string, subject: string, text: string): string {
    return this.settings.backend === 'log'
      ? `This mail is not sent but logged. To ${to}: ${subject}\n${text}`
      : `No mail server is set, so a mail to ${to} was not sent: ${subject}`;
  }
}

function smtp({ host, port, auth, useTls }: MailServer): Transporter {
  return createTransport({
    host,
    port,
    secure: port === 465,
    requireTLS: useTls,
    ignoreTLS: !useTls,
    auth,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    dnsTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** A line break in a header would begin another header. */
const oneLine = (value: string): string => value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
