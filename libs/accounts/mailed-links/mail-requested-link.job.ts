import { Injectable } from '@nestjs/common';
import { SiteSettings } from '#platform/http';
import { Job, type JobHandler } from '#platform/jobs';
import { compose, Mailer } from '#platform/mail';
import { UserAccountSettings } from '../accounts.settings.js';
import type { User } from '../user.entity.js';
import { LinkRequested } from '../user.events.js';
import { UserRepository } from '../user.repository.js';
import { letterWith } from './letters.js';
import { MailedLinkRepository, type LinkPurpose } from './mailed-link.repository.js';

/**
 * Mails a link to an address, where an account is behind it that has use for one. The token is made here, so that it is in no
 * event and no queue; where the mail cannot be sent, it is gone with the transaction.
 */
@Injectable()
@Job({ on: [LinkRequested] })
export class MailRequestedLink implements JobHandler<LinkRequested['payload']> {
  constructor(
    private readonly users: UserRepository,
    private readonly links: MailedLinkRepository,
    private readonly mailer: Mailer,
    private readonly site: SiteSettings,
    private readonly settings: UserAccountSettings,
  ) {}

  async perform({ email, purpose }: LinkRequested['payload']): Promise<void> {
    const user = await this.users.forLogin(email);
    if (!user || !hasUseFor(purpose, user)) return;
    const { linkMails: most, linkMailsPeriod: period } = this.settings;
    const link = await this.links.issue(user.id, purpose, { most, period });
    if (link) await this.mailer.send(compose(letterWith(link, purpose, user, this.site)));
  }
}

function hasUseFor(purpose: LinkPurpose, { awaitsActivation, isActive, passwordHash }: User): boolean {
  return purpose === 'activation' ? awaitsActivation : isActive && passwordHash !== null;
}
