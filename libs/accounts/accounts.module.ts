import { Module } from '@nestjs/common';
import { AddressesController } from './addresses/addresses.controller.js';
import { AddressesService } from './addresses/addresses.service.js';
import { MailedLinkRepository } from './mailed-links/mailed-link.repository.js';
import { PagesController } from './mailed-links/pages.controller.js';
import { LoginChallengeRepository } from './mfa/login-challenge.repository.js';
import { MfaController } from './mfa/mfa.controller.js';
import { MfaRepository } from './mfa/mfa.repository.js';
import { MfaService } from './mfa/mfa.service.js';
import { PasswordCheck } from './passwords/password-check.js';
import { PasswordsController } from './passwords/passwords.controller.js';
import { PasswordsService } from './passwords/passwords.service.js';
import { ProfileController } from './profile/profile.controller.js';
import { ProfileService } from './profile/profile.service.js';
import { BearerStrategy, CookieStrategy, TokenStrategy } from './sessions/credentials.js';
import { LoginService } from './sessions/login.service.js';
import { SessionAnswers } from './sessions/session-answers.js';
import { Sessions } from './sessions/sessions.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { UserTokenRepository } from './sessions/user-token.repository.js';
import { Invitations } from './sign-up/invitations.js';
import { SignUpController } from './sign-up/sign-up.controller.js';
import { SignUpPolicy } from './sign-up/sign-up-policy.js';
import { SignUpService } from './sign-up/sign-up.service.js';
import { SocialAccounts } from './sign-up/social-accounts.js';
import { TrustedAccounts } from './sign-up/trusted-accounts.js';
import { UserRepository } from './user.repository.js';

@Module({
  controllers: [
    SessionsController,
    SignUpController,
    PasswordsController,
    AddressesController,
    ProfileController,
    MfaController,
    PagesController,
  ],
  providers: [
    AddressesService,
    BearerStrategy,
    CookieStrategy,
    Invitations,
    LoginChallengeRepository,
    LoginService,
    MailedLinkRepository,
    MfaRepository,
    MfaService,
    PasswordCheck,
    PasswordsService,
    ProfileService,
    SessionAnswers,
    Sessions,
    SignUpPolicy,
    SignUpService,
    SocialAccounts,
    TokenStrategy,
    TrustedAccounts,
    UserRepository,
    UserTokenRepository,
  ],
  exports: [Invitations, SessionAnswers, Sessions, SocialAccounts, TrustedAccounts, UserRepository],
})
export class AccountsModule {}
