import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Invitations, type ClaimedInvitation } from '#accounts';
import { InviteHashes } from './invite-hashes.js';
import { InviteLinkRepository } from './invite-link.repository.js';
import { InviteRepository } from './invite.repository.js';
import { InviteSettings } from './invite.settings.js';

/** Tells `accounts` who was invited, where nobody else may sign up. */
@Injectable()
export class InvitedPeople implements OnModuleInit {
  constructor(
    private readonly invitations: Invitations,
    private readonly invites: InviteRepository,
    private readonly links: InviteLinkRepository,
    private readonly hashes: InviteHashes,
    private readonly settings: InviteSettings,
  ) {}

  onModuleInit(): void {
    this.invitations.checkWith((claimed) => this.include(claimed));
  }

  /** Both tables are asked, whichever it is: how long it takes tells nothing. */
  private async include({ email, signUpType, hash }: ClaimedInvitation): Promise<boolean> {
    const link = await this.links.byDigest(this.hashes.digestOf(hash ?? ''));
    const isInvited = await this.invites.isInvitedAnywhere(email);
    if (signUpType === 'INVITE_EMAIL') return isInvited;
    return signUpType === 'INVITE_LINK' && link !== null && !link.isExpired && !this.settings.linksDisabled;
  }
}
