import { Body, Controller, Get, HttpCode, Ip, Logger, Post, Req, Res } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AnswersSession, SessionAnswers, UserAccountSettings } from '#accounts';
import { Unauthenticated } from '#platform/errors';
import { Public, SiteSettings, Throttle } from '#platform/http';
import { ProviderFailure } from '../provider-failure.js';
import { OutsideLoginDto, OutsideTokenDto, ProviderFaultDto } from '../sign-in.dto.js';
import { SignInService } from '../sign-in.service.js';
import { OidcLoginService } from './oidc-login.service.js';
import { SsoLoginCodeRepository } from './sso-login-code.repository.js';

const COOKIE = 'sso';
const COOKIE_PATH = '/api/v1/auth';
const COOKIE_SECONDS = 660;

/** People sign in by the OpenID Connect provider of the installation. */
@ApiTags('auth')
@Controller('api/v1/auth')
export class OidcLoginsController {
  private readonly log = new Logger('SignIn');

  constructor(
    private readonly logins: OidcLoginService,
    private readonly codes: SsoLoginCodeRepository,
    private readonly signIns: SignInService,
    private readonly answers: SessionAnswers,
    private readonly throttle: Throttle,
    private readonly site: SiteSettings,
    private readonly settings: UserAccountSettings,
  ) {}

  /** Sends the browser to the provider. */
  @Get('oidc/login')
  @Public()
  @HttpCode(302)
  @ApiResponse({ status: 302, description: 'to the provider' })
  async begin(@Ip() ip: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.throttle.take('login', ip, this.settings.loginThrottle);
    await this.orBack(reply, async () => {
      const { browser, address } = await this.logins.begin();
      void reply.setCookie(COOKIE, browser, {
        path: COOKIE_PATH,
        httpOnly: true,
        secure: this.settings.secureCookies,
        // lax: it comes along when the provider sends the browser back, and with nothing else from other sites
        sameSite: 'lax',
        maxAge: COOKIE_SECONDS,
      });
      return address.href;
    });
  }

  /** Where the provider sends the browser back to. It goes on to the dashboard, which fetches the session with a code. */
  @Get('oidc/callback')
  @Public()
  @HttpCode(302)
  @ApiResponse({ status: 302, description: 'to the dashboard, with a code or an error' })
  async confirm(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    await this.orBack(reply, async () => {
      const [, query = ''] = /\?(.*)$/s.exec(request.url) ?? [];
      const code = await this.logins.confirm(request.cookies[COOKIE], `?${query}`);
      return this.site.page(`/saml?${new URLSearchParams({ code }).toString()}`);
    });
  }

  /** The session of a login that is confirmed. The dashboard asks for it here whatever the provider speaks. */
  @Post('saml/login')
  @Public()
  @AnswersSession(OutsideTokenDto)
  @ApiResponse({
    status: 401,
    type: ProviderFaultDto,
    description: 'there is no such code, or it is not of this browser',
  })
  @ApiResponse({ status: 403, description: 'the account, or a new one, is not admitted' })
  async fetch(
    @Body() input: OutsideLoginDto,
    @Ip() ip: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OutsideTokenDto | undefined> {
    await this.throttle.take('login', ip, this.settings.loginThrottle);
    const person = await this.codes.take(request.cookies[COOKIE] ?? '', input.access_token);
    if (!person) throw new Unauthenticated('The code is not valid, or was used before.', 'message');
    const { user, isNew } = await this.signIns.signIn(person, input);
    void reply.clearCookie(COOKIE, { path: COOKIE_PATH });
    return this.answers.signedIn(user, reply, { is_new_user: isNew });
  }

  private async orBack(reply: FastifyReply, work: () => Promise<string>): Promise<void> {
    try {
      void reply.header('location', await work());
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      this.log.warn({ provider: 'OIDC', reason: error.message }, 'nobody was signed in');
      void reply.header('location', this.site.page('/login?error=sso'));
    }
  }
}
