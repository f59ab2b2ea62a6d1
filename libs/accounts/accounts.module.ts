import { Module } from '@nestjs/common';
import { AccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { BearerStrategy, CookieStrategy, TokenStrategy } from './credentials.js';
import { SessionAnswers } from './session-answers.js';
import { Sessions } from './sessions.js';
import { UserRepository } from './user.repository.js';
import { UserTokenRepository } from './user-token.repository.js';

@Module({
  controllers: [AccountsController],
  providers: [
    AccountsService,
    SessionAnswers,
    Sessions,
    UserRepository,
    UserTokenRepository,
    BearerStrategy,
    CookieStrategy,
    TokenStrategy,
  ],
  exports: [UserRepository],
})
export class AccountsModule {}
