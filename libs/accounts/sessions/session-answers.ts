import { applyDecorators, Injectable, type Type } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Answers } from '#platform/http';
import { UserAccountSettings } from '../accounts.settings.js';
import type { User } from '../user.entity.js';
import { UserRepository } from '../user.repository.js';
import { Sessions } from './sessions.js';
import { UserTokenRepository } from './user-token.repository.js';

/** Declares a route that ends in a session: with a token, or with nothing (204) where a cookie carries the session. */
export function AnswersSession(dto: Type): MethodDecorator {
  return applyDecorators(Answers(dto), ApiResponse({ status: 204, description: 'the session is in a cookie' }));
}

/** How a session reaches its owner: as a token in the answer, or in a cookie that scripts can't read. */
@Injectable()
export class SessionAnswers {
  constructor(
    private readonly sessions: Sessions,
    private readonly tokens: UserTokenRepository,
    private readonly users: UserRepository,
    private readonly settings: UserAccountSettings,
  ) {}

  /** The user's token; or undefined, and a cookie with the answer. */
  async open(user: User, reply: FastifyReply): Promise<string | undefined> {
    if (!this.settings.cookieAuth) return this.tokens.tokenOf(user.id);
    await this.setCookie(user, reply);
    return undefined;
  }

  /** The token and what else there is to say; or nothing (204), where the cookie carries the session. */
  async signedIn<More extends object>(
    user: User,
    reply: FastifyReply,
    more: More,
  ): Promise<({ key: string } & More) | undefined> {
    const key = await this.open(user, reply);
    if (key !== undefined) return { key, ...more };
    void reply.status(204);
    return undefined;
  }

  /** After all sessions of a user were ended: the one that asks goes on. */
  async renew(userId: number, reply: FastifyReply): Promise<void> {
    const user = this.settings.cookieAuth ? await this.users.byId(userId) : null;
    if (user) await this.setCookie(user, reply);
  }

  /** Ends all sessions of the user: the token, and every cookie. */
  async end(userId: number, reply: FastifyReply): Promise<void> {
    await this.tokens.revoke(userId);
    await this.users.endSessions(userId);
    this.forget(reply);
  }

  forget(reply: FastifyReply): void {
    if (this.settings.cookieAuth) void reply.clearCookie('jwt', { path: '/' });
  }

  private async setCookie(user: User, reply: FastifyReply): Promise<void> {
    void reply.setCookie('jwt', await this.sessions.issue(user), {
      path: '/',
      httpOnly: true,
      secure: this.settings.secureCookies,
      sameSite: this.settings.cookieSameSite,
      maxAge: Math.floor(this.settings.sessionLifetime / 1_000),
    });
  }
}
