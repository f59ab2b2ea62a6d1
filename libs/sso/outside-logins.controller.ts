import { applyDecorators, Body, Controller, Ip, Logger, Post, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { AnswersSession, SessionAnswers, UserAccountSettings } from '#accounts';
import { Database } from '#platform/database';
import { AsksOutside, Public, Throttle } from '#platform/http';
import { Github } from './github.js';
import { Google } from './google.js';
import { ProviderFailure } from './provider-failure.js';
import { OutsideLoginDto, OutsideTokenDto, ProviderFaultDto } from './sign-in.dto.js';
import { SignInService, type VerifiedPerson } from './sign-in.service.js';

const SignsInOutside = (): MethodDecorator =>
  applyDecorators(
    Public(),
    AsksOutside(true),
    AnswersSession(OutsideTokenDto),
    ApiResponse({ status: 403, description: 'the account, or a new one, is not admitted' }),
    ApiResponse({ status: 502, type: ProviderFaultDto, description: 'the provider does not say who it is' }),
  );

type Answer = OutsideTokenDto | ProviderFaultDto | undefined;

/** People sign in with an account that they have elsewhere. */
@ApiTags('auth')
@Controller('api/v1/auth/oauth')
export class OutsideLoginsController {
  private readonly log = new Logger('SignIn');

  constructor(
    private readonly googleAccounts: Google,
    private readonly githubAccounts: Github,
    private readonly signIns: SignInService,
    private readonly answers: SessionAnswers,
    private readonly database: Database,
    private readonly throttle: Throttle,
    private readonly settings: UserAccountSettings,
  ) {}

  @Post('google')
  @SignsInOutside()
  async google(
    @Body() input: OutsideLoginDto,
    @Ip() ip: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    await this.throttle.take('login', ip, this.settings.loginThrottle);
    return this.signIn('GOOGLE', () => this.googleAccounts.personBehind(input.access_token), input, reply);
  }

  @Post('github')
  @SignsInOutside()
  async github(
    @Body() input: OutsideLoginDto,
    @Ip() ip: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Answer> {
    await this.throttle.take('login', ip, this.settings.loginThrottle);
    return this.signIn('GITHUB', () => this.githubAccounts.personBehind(input.access_token), input, reply);
  }

  private async signIn(
    provider: string,
    find: () => Promise<VerifiedPerson>,
    input: OutsideLoginDto,
    reply: FastifyReply,
  ): Promise<Answer> {
    try {
      const person = await find();
      return await this.database.transaction(async () => {
        const { user, isNew } = await this.signIns.signIn(person, input);
        return this.answers.signedIn(user, reply, { is_new_user: isNew });
      });
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      this.log.warn({ provider, reason: error.message }, 'nobody was signed in');
      void reply.status(502);
      return { message: `An error occurred authenticating with ${provider}` };
    }
  }
}
