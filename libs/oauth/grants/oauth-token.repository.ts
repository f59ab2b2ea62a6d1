import { createHmac, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { UserAccountSettings } from '#accounts';
import { Database, Store } from '#platform/database';
import { digestOf } from '#platform/secrets';
import type { OAuthGrant } from './oauth-grant.entity.js';
import { OAuthToken } from './oauth-token.entity.js';

/** The two tokens of a pair, as its client has them. */
export interface TokenPair {
  readonly access: string;
  readonly refresh: string;
}

export const ACCESS_LIFETIME_S = 900;
const REFRESH_LIFETIME_MS = 30 * 86_400_000;

/** Tokens, none of which is stored in a readable form. */
@Injectable()
export class OAuthTokenRepository extends Store<OAuthToken> {
  constructor(
    database: Database,
    private readonly settings: UserAccountSettings,
  ) {
    super(database, OAuthToken);
  }

  /** A fresh pair of a grant. */
  async issue(grant: OAuthGrant): Promise<TokenPair> {
    const serial = randomUUID();
    const pair = this.pairOf(serial);
    await this.rows.insert({
      grantId: grant.id,
      serial,
      accessDigest: digestOf(pair.access),
      accessExpiresAt: accessExpiry(),
      refreshDigest: digestOf(pair.refresh),
      refreshExpiresAt: new Date(Date.now() + REFRESH_LIFETIME_MS),
    });
    return pair;
  }

  /** The same pair once more, with as much time as a fresh one. */
  async issueAgain(token: OAuthToken): Promise<TokenPair> {
    await this.rows.update(token.id, { accessExpiresAt: accessExpiry() });
    return this.pairOf(token.serial);
  }

  async markRotated({ id }: OAuthToken): Promise<void> {
    await this.rows.update(id, { rotatedAt: new Date() });
  }

  async revokeAccess({ id }: OAuthToken): Promise<void> {
    await this.rows.update(id, { accessRevokedAt: new Date() });
  }

  /** The pair that came after it. */
  successor({ grantId, id }: OAuthToken): Promise<OAuthToken | null> {
    return this.rows.findOne({ where: { grantId, id: MoreThan(id) }, order: { id: 'ASC' } });
  }

  /** With its grant, user and client. */
  byAccess(token: string): Promise<OAuthToken | null> {
    return this.rows.findOne({ where: { accessDigest: digestOf(token) }, relations: WHOSE });
  }

  /** With its grant, user and client. */
  byRefresh(token: string): Promise<OAuthToken | null> {
    return this.rows.findOne({ where: { refreshDigest: digestOf(token) }, relations: WHOSE });
  }

  private pairOf(serial: string): TokenPair {
    return { access: this.derive('access', serial), refresh: this.derive('refresh', serial) };
  }

  private derive(kind: keyof TokenPair, serial: string): string {
    return createHmac('sha256', this.settings.secretKey).update(`oauth-${kind}:${serial}`).digest('base64url');
  }
}

const WHOSE = { grant: { user: true, client: true } };

const accessExpiry = (): Date => new Date(Date.now() + ACCESS_LIFETIME_S * 1_000);
