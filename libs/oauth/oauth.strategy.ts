import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { authorization } from '#accounts';
import { CredentialStrategy } from '#platform/http';
import { OAuthTokenRepository } from './grants/oauth-token.repository.js';
import { OAuthCaller } from './oauth.caller.js';

/** What an access token of ours looks like. */
const TOKEN = /^[\w-]{43}$/;

/** `Authorization: Bearer <access token>` of a program that acts for a user. */
@Injectable()
export class OAuthStrategy extends CredentialStrategy('oauth') {
  constructor(private readonly tokens: OAuthTokenRepository) {
    super();
  }

  async validate(request: FastifyRequest): Promise<OAuthCaller | false> {
    const given = authorization(request, 'Bearer');
    if (given === undefined || !TOKEN.test(given)) return false;
    const token = await this.tokens.byAccess(given);
    return token?.isAlive ? new OAuthCaller(token.grant.user, token.grant.client) : false;
  }
}
