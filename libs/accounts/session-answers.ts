import { Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { UserAccountSettings } from './accounts.settings.js';
import { Sessions } from './sessions.js';
import type { SignedUpDto, TokenDto } from './user.dto.js';
import type { User } from './user.entity.js';
import { UserTokenRepository } from './user-token.repository.js';

/** How a session reaches its owner: as a token in the answer, or in a cookie that scripts can't read. */
@Injectable()
export class SessionAnswers {
  constructor(
    private readonly sessions: Sessions,
    private readonly tokens: UserTokenRepository,
    private readonly settings: UserAccountSettings,
  ) {}

  async signedUp(user: User, reply: FastifyReply): Promise<SignedUpDto> {
    const key = await this.open(user, reply);
    return {
      id: user.id,
      first_name: user.firstName,
      last_name: user.lastName,
      sign_up_type: user.signUpType,
      email: user.email,
      is_active: user.isActive,
      marketing_consent_given: user.marketingConsentGiven,
      uuid: user.uuid,
      ...(key === undefined ? {} : { key }),
    };
  }

  /** The token, or nothing (204) where the cookie carries it. */
  async loggedIn(user: User, reply: FastifyReply): Promise<TokenDto | undefined> {
    const key = await this.open(user, reply);
    if (key !== undefined) return { key };
    void reply.status(204);
    return undefined;
  }

  forget(reply: FastifyReply): void {
    if (this.settings.cookieAuth) void reply.clearCookie('jwt', { path: '/' });
  }

  private async open(user: User, reply: FastifyReply): Promise<string | undefined> {
    if (!this.settings.cookieAuth) return this.tokens.tokenOf(user.id);
    void reply.setCookie('jwt', await this.sessions.issue(user.id), {
      path: '/',
      httpOnly: true,
      secure: this.settings.secureCookies,
      sameSite: this.settings.cookieSameSite,
      maxAge: Math.floor(this.settings.sessionLifetime / 1_000),
    });
    return undefined;
  }
}
