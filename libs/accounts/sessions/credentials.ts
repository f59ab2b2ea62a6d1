import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Unauthenticated } from '#platform/errors';
import { CredentialStrategy, HttpSettings, isForged } from '#platform/http';
import { UserCaller } from '../user.caller.js';
import { UserRepository } from '../user.repository.js';
import { Sessions } from './sessions.js';
import { UserTokenRepository } from './user-token.repository.js';

/** What follows the scheme's name in `Authorization`, or undefined for another scheme. */
export function authorization(request: FastifyRequest, scheme: string): string | undefined {
  const [given, ...rest] = (request.headers.authorization ?? '').split(' ');
  return given?.toLowerCase() === scheme.toLowerCase() ? rest.join(' ').trim() : undefined;
}

/** `Authorization: Token <40 hexadecimal digits>` of a user. */
@Injectable()
export class TokenStrategy extends CredentialStrategy('token') {
  constructor(
    private readonly tokens: UserTokenRepository,
    private readonly users: UserRepository,
  ) {
    super();
  }

  async validate(request: FastifyRequest): Promise<UserCaller | false> {
    const token = authorization(request, 'Token');
    if (token === undefined) return false;
    const userId = await this.tokens.userIdBehind(token);
    const user = userId === undefined ? null : await this.users.byId(userId);
    if (!user) throw new Unauthenticated('Invalid token.');
    if (!user.isActive) throw new Unauthenticated('User inactive or deleted.');
    return new UserCaller(user);
  }
}

/**
 * The dashboard's session cookie. A bad or expired one is ignored, so that a login with it in the way still works; so is a good
 * one on a change that a page of another origin asks for.
 */
@Injectable()
export class CookieStrategy extends CredentialStrategy('cookie') {
  constructor(
    private readonly sessions: Sessions,
    private readonly http: HttpSettings,
  ) {
    super();
  }

  async validate(request: FastifyRequest): Promise<UserCaller | false> {
    const cookie = request.cookies['jwt'];
    if (cookie === undefined || isForged(request, this.http)) return false;
    const user = await this.sessions.userBehind(cookie);
    return user ? new UserCaller(user) : false;
  }
}

/** `Authorization: Bearer <session token>`. Other bearer tokens are left to whoever knows them. */
@Injectable()
export class BearerStrategy extends CredentialStrategy('bearer') {
  constructor(private readonly sessions: Sessions) {
    super();
  }

  async validate(request: FastifyRequest): Promise<UserCaller | false> {
    const token = authorization(request, 'Bearer');
    if (token === undefined) return false;
    const user = await this.sessions.userBehind(token);
    return user ? new UserCaller(user) : false;
  }
}
