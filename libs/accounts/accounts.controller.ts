import { Body, Controller, Delete, Get, Ip, Patch, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Denied, Unauthenticated } from '#platform/errors';
import { Answers, AnswersNothing, CallerOf, Public, SignedIn, Throttle, type Caller } from '#platform/http';
import { UserAccountSettings } from './accounts.settings.js';
import { AccountsService } from './accounts.service.js';
import { SessionAnswers } from './session-answers.js';
import { UserCaller } from './user.caller.js';
import { LoginDto, ProfileDto, SignedUpDto, SignUpDto, TokenDto, toProfile, UpdateProfileDto } from './user.dto.js';
import type { User } from './user.entity.js';
import { UserRepository } from './user.repository.js';
import { UserTokenRepository } from './user-token.repository.js';

@ApiTags('auth')
@Controller('api/v1/auth')
export class AccountsController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly users: UserRepository,
    private readonly tokens: UserTokenRepository,
    private readonly answers: SessionAnswers,
    private readonly throttle: Throttle,
    private readonly settings: UserAccountSettings,
  ) {}

  @Post('users')
  @Public()
  @Answers(SignedUpDto, 201)
  async signUp(
    @Body() input: SignUpDto,
    @Ip() ip: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SignedUpDto> {
    await this.throttle.take('signup', ip, this.settings.signupThrottle);
    return this.answers.signedUp(await this.accounts.signUp(input), reply);
  }

  @Post('login')
  @Public()
  @Answers(TokenDto)
  async login(
    @Body() input: LoginDto,
    @Ip() ip: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenDto | undefined> {
    await this.throttle.take('login', ip, this.settings.loginThrottle);
    return this.answers.loggedIn(await this.accounts.login(input), reply);
  }

  @Post('logout')
  @SignedIn()
  @AnswersNothing()
  async logout(@CallerOf() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.tokens.revoke(personBehind(caller).id);
    this.answers.forget(reply);
  }

  @Delete('token')
  @SignedIn()
  @AnswersNothing()
  async revokeToken(@CallerOf() caller: Caller): Promise<void> {
    await this.tokens.revoke(personBehind(caller).id);
  }

  @Get('users/me')
  @SignedIn()
  @Answers(ProfileDto)
  async profile(@CallerOf() caller: Caller): Promise<ProfileDto> {
    const user = personBehind(caller);
    await this.users.markSeen(user);
    return toProfile(user);
  }

  @Patch('users/me')
  @SignedIn()
  @Answers(ProfileDto)
  async updateProfile(@CallerOf() caller: Caller, @Body() input: UpdateProfileDto): Promise<ProfileDto> {
    return toProfile(await this.accounts.updateProfile(personBehind(caller), input));
  }
}

/** @throws Denied for a key, which has no account */
function personBehind(caller: Caller): User {
  if (caller instanceof UserCaller) return caller.user;
  throw caller ? new Denied() : new Unauthenticated();
}
