import { Module } from '@nestjs/common';
import { AccountsHousekeeping } from './accounts-housekeeping.js';
import { WarnOfChangedAddress } from './addresses/warn-of-changed-address.job.js';
import { MailRequestedLink } from './mailed-links/mail-requested-link.job.js';
import { MailedLinkRepository } from './mailed-links/mailed-link.repository.js';
import { LoginChallengeRepository } from './mfa/login-challenge.repository.js';
import { UserRepository } from './user.repository.js';

/** What the worker does for accounts: mail, and tidying up. */
@Module({
  providers: [
    AccountsHousekeeping,
    LoginChallengeRepository,
    MailedLinkRepository,
    MailRequestedLink,
    UserRepository,
    WarnOfChangedAddress,
  ],
})
export class AccountsJobsModule {}
