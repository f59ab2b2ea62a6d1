import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { UserAccountSettings } from '#accounts';
import type { TrustRelationship } from './trust-relationship.entity.js';
import { TrustSettings } from './trust.settings.js';

const ISSUER = 'burgee';
const AUDIENCE = 'trust-relationship';

/** Short-lived tokens that stand for a trust relationship. */
@Injectable()
export class TrustTokens {
  private readonly key: Uint8Array;

  constructor(
    accounts: UserAccountSettings,
    private readonly settings: TrustSettings,
  ) {
    this.key = new TextEncoder().encode(accounts.secretKey);
  }

  issue({ id }: TrustRelationship, subject: string): Promise<string> {
    return new SignJWT({ token_type: 'trust_relationship', trust_relationship_id: id })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(subject)
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(new Date(Date.now() + this.settings.lifetime * 1_000))
      .sign(this.key);
  }

  /** The id of the relationship that a token stands for; undefined for a bad or expired one, or one of another kind. */
  async relationshipIn(token: string): Promise<number | undefined> {
    try {
      const rules = { issuer: ISSUER, audience: AUDIENCE, algorithms: ['HS256'], requiredClaims: ['exp'] };
      const { payload } = await jwtVerify(token, this.key, rules);
      return Number(payload['trust_relationship_id']);
    } catch {
      return undefined;
    }
  }
}
