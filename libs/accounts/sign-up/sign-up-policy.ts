import { Injectable } from '@nestjs/common';
import { Denied, Unauthenticated } from '#platform/errors';
import { UserAccountSettings } from '../accounts.settings.js';
import { Invitations, type ClaimedInvitation } from './invitations.js';

/** Who may have an account here. */
@Injectable()
export class SignUpPolicy {
  constructor(
    private readonly invitations: Invitations,
    private readonly settings: UserAccountSettings,
  ) {}

  /** @throws Unauthenticated, as upstream answers, where nobody may sign up by the form */
  requireOpenForm(): void {
    if (this.settings.preventSignup) throw new Unauthenticated();
  }

  /** @throws Denied where an invitation is asked for and there is none */
  async requireInvitation(claimed: ClaimedInvitation): Promise<void> {
    if (this.settings.allowRegistrationWithoutInvite || (await this.invitations.include(claimed))) return;
    throw new Denied('User registration without an invite is disabled for this installation.');
  }
}
