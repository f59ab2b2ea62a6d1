import { Injectable } from '@nestjs/common';
import { SiteSettings } from '#platform/http';
import { Job, type JobHandler } from '#platform/jobs';
import { compose, Mailer } from '#platform/mail';
import { InviteCreated, InviteResent } from '../organisation.events.js';
import { InviteHashes } from './invite-hashes.js';
import { inviteLetter } from './invite-letter.js';
import { InviteRepository } from './invite.repository.js';

/** Mails an invitation, unless it was accepted or withdrawn meanwhile. The hash of its link is in no event and no queue. */
@Injectable()
@Job({ on: [InviteCreated, InviteResent] })
export class MailInvite implements JobHandler<InviteCreated['payload']> {
  constructor(
    private readonly invites: InviteRepository,
    private readonly hashes: InviteHashes,
    private readonly mailer: Mailer,
    private readonly site: SiteSettings,
  ) {}

  async perform({ inviteId }: InviteCreated['payload']): Promise<void> {
    const invite = await this.invites.byId(inviteId);
    if (!invite) return;
    await this.mailer.send(compose(inviteLetter(invite, this.hashes.hashOf(invite), this.site)));
  }
}
