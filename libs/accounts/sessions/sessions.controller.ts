import { Body, Controller, Delete, Ip, Post, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AnswersNothing, CallerOf, MayRefuse, Public, SignedIn, Throttle, type Caller } from '#platform/http';
import { UserAccountSettings } from '../accounts.settings.js';
import { CodeFaultDto, LoginCodeDto } from '../mfa/mfa.dto.js';
import { APP, MfaService } from '../mfa/mfa.service.js';
import { personBehind } from '../user.caller.js';
import { LoginAnswerDto, LoginDto, TokenDto } from './login.dto.js';
import { LoginService } from './login.service.js';
import { AnswersSession, SessionAnswers } from './session-answers.js';

@ApiTags('auth')
@Controller('api/v1/auth')
export class SessionsController {
  constructor(
    private readonly logins: LoginService,
    private readonly mfa: MfaService,
    private readonly answers: SessionAnswers,
    private readonly throttle: Throttle,
    private readonly settings: UserAccountSettings,
  ) {}

  @Post('login')
  @Public()
  @AnswersSession(LoginAnswerDto)
  @MayRefuse(403, 'nobody logs in by password here')
  async login(
    @Body() input: LoginDto,
    @Ip() ip: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LoginAnswerDto | undefined> {
    await this.throttle.take('login', ip, this.settings.loginThrottle);
    const user = await this.logins.checkPassword(input);
    const challenge = await this.mfa.challenge(user);
    if (challenge !== undefined) return { ephemeral_token: challenge, method: APP };
    return this.answers.signedIn(await this.logins.noteLogin(user), reply, {});
  }

  @Post('login/code')
  @Public()
  @AnswersSession(TokenDto)
  @ApiResponse({ status: 401, type: CodeFaultDto, description: 'the token or the code is no good' })
  async loginCode(
    @Body() input: LoginCodeDto,
    @Ip() ip: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenDto | undefined> {
    await this.throttle.take('code', ip, this.settings.codeThrottle);
    const user = await this.mfa.passSecondStep(input);
    return this.answers.signedIn(await this.logins.noteLogin(user), reply, {});
  }

  @Post('logout')
  @SignedIn()
  @AnswersNothing()
  logout(@CallerOf() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    return this.answers.end(personBehind(caller).id, reply);
  }

  @Delete('token')
  @SignedIn()
  @AnswersNothing()
  revokeToken(@CallerOf() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    return this.answers.end(personBehind(caller).id, reply);
  }
}
