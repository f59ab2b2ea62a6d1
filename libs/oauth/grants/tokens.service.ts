import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { digestOf } from '#platform/secrets';
import type { OAuthClient } from '../clients/oauth-client.entity.js';
import type { Form } from '../form.js';
import { OAuthFault } from '../oauth-fault.js';
import type { OAuthGrant } from './oauth-grant.entity.js';
import { OAuthGrantRepository } from './oauth-grant.repository.js';
import type { OAuthToken } from './oauth-token.entity.js';
import { ACCESS_LIFETIME_S, OAuthTokenRepository, type TokenPair } from './oauth-token.repository.js';
import type { IntrospectionDto, OAuthTokenDto } from './token.dto.js';

/** How long an exchanged refresh token answers with the pair it was exchanged for: its client may not have heard it. */
const GRACE_MS = 120_000;

/** Codes are exchanged for tokens, and refresh tokens for the next pair. */
@Injectable()
export class TokensService {
  constructor(
    private readonly grants: OAuthGrantRepository,
    private readonly tokens: OAuthTokenRepository,
  ) {}

  /** The first pair of a grant, for its code. @throws OAuthFault; a code that was used already ends its grant */
  async redeem(client: OAuthClient, code: string, form: Form): Promise<OAuthTokenDto> {
    const grant = await this.grants.lockByCode(digestOf(code));
    if (!grant || grant.clientId !== client.id) throw new OAuthFault('invalid_grant');
    if (grant.codeUsedAt) {
      await this.grants.revoke(grant);
      throw new OAuthFault('invalid_grant');
    }
    if (grant.codeExpiresAt.getTime() <= Date.now()) throw new OAuthFault('invalid_grant');
    checkVerifier(grant, form.text('code_verifier'));
    if ((form.text('redirect_uri') ?? onlyAddressOf(client)) !== grant.redirectUri)
      throw new OAuthFault('invalid_request', 'Mismatching redirect URI.');
    grant.codeUsedAt = new Date();
    await this.grants.save(grant);
    return toToken(await this.tokens.issue(grant), grant);
  }

  /** The next pair. @throws OAuthFault; a token that was exchanged long ago, or exchanged again, ends its grant */
  async refresh(client: OAuthClient, refreshToken: string, form: Form): Promise<OAuthTokenDto> {
    const found = await this.tokens.byRefresh(refreshToken);
    if (!found || found.grant.clientId !== client.id) throw new OAuthFault('invalid_grant');
    const grant = await this.grants.lock(found.grantId);
    // read again behind the lock: somebody may just have exchanged it
    const token = (await this.tokens.byRefresh(refreshToken)) ?? found;
    if (grant.revokedAt || token.refreshExpiresAt.getTime() <= Date.now() || !token.grant.user.isActive)
      throw new OAuthFault('invalid_grant');
    checkScope(grant, form.text('scope'));
    if (token.rotatedAt) return toToken(await this.repeat(token, token.rotatedAt, grant), grant);
    await this.tokens.markRotated(token);
    return toToken(await this.tokens.issue(grant), grant);
  }

  /** Ends what the token stands for: an access token ends alone, a refresh token ends its grant. */
  async revoke(client: OAuthClient, token: string): Promise<void> {
    const access = await this.tokens.byAccess(token);
    if (access?.grant.clientId === client.id) await this.tokens.revokeAccess(access);
    const refresh = await this.tokens.byRefresh(token);
    if (refresh?.grant.clientId === client.id) await this.grants.revoke(refresh.grant);
  }

  async introspect(token: string): Promise<IntrospectionDto> {
    const found = await this.tokens.byAccess(token);
    if (!found?.isAlive) return { active: false };
    const { grant, accessExpiresAt } = found;
    return {
      active: true,
      scope: grant.scope,
      exp: Math.floor(accessExpiresAt.getTime() / 1_000),
      client_id: grant.client.clientId,
      username: grant.user.email,
    };
  }

  private async repeat(token: OAuthToken, rotatedAt: Date, grant: OAuthGrant): Promise<TokenPair> {
    const next = await this.tokens.successor(token);
    const inGrace = Date.now() - rotatedAt.getTime() < GRACE_MS;
    if (inGrace && next && !next.rotatedAt && !next.accessRevokedAt) return this.tokens.issueAgain(next);
    await this.grants.revoke(grant);
    throw new OAuthFault('invalid_grant');
  }
}

function checkVerifier({ codeChallenge }: OAuthGrant, verifier: string | undefined): void {
  if (verifier === undefined) throw new OAuthFault('invalid_request', 'Code verifier required.');
  const challenge = Buffer.from(codeChallenge, 'base64url');
  const shown = digestOf(verifier);
  if (challenge.length !== shown.length || !timingSafeEqual(challenge, shown)) throw new OAuthFault('invalid_grant');
}

function onlyAddressOf({ redirectUris: [only, ...others] }: OAuthClient): string | undefined {
  return others.length > 0 ? undefined : only;
}

function checkScope({ scope }: OAuthGrant, asked: string | undefined): void {
  const granted = scope.split(' ');
  if (asked?.split(' ').some((name) => name !== '' && !granted.includes(name))) throw new OAuthFault('invalid_scope');
}

function toToken({ access, refresh }: TokenPair, { scope }: OAuthGrant): OAuthTokenDto {
  return {
    access_token: access,
    expires_in: ACCESS_LIFETIME_S,
    token_type: 'Bearer',
    scope,
    refresh_token: refresh,
  };
}
