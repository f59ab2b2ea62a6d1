import { Module } from '@nestjs/common';
import { InviteHashes } from './invites/invite-hashes.js';
import { InviteRepository } from './invites/invite.repository.js';
import { MailInvite } from './invites/mail-invite.job.js';

/** What the worker does for organisations: mailing invitations. */
@Module({ providers: [InviteHashes, InviteRepository, MailInvite] })
export class OrganisationsJobsModule {}
