import { Module } from '@nestjs/common';
import { AccountTools } from './account-tools.js';
import { MailedLinkRepository } from './mailed-links/mailed-link.repository.js';
import { LoginChallengeRepository } from './mfa/login-challenge.repository.js';
import { MfaRepository } from './mfa/mfa.repository.js';
import { UserRepository } from './user.repository.js';

/** What the command line does to accounts. */
@Module({ providers: [AccountTools, LoginChallengeRepository, MailedLinkRepository, MfaRepository, UserRepository] })
export class AccountToolsModule {}
