import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { UserAccountSettings } from './accounts.settings.js';

const ISSUER = 'burgee';
const AUDIENCE = 'session';

/** Signed tokens that say who is signed in, for the cookie of the dashboard and for `Authorization: Bearer`. */
@Injectable()
export class Sessions {
  private readonly key: Uint8Array;

  constructor(private readonly settings: UserAccountSettings) {
    this.key = new TextEncoder().encode(settings.secretKey);
  }

  issue(userId: number): Promise<string> {
    return new SignJWT()
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(String(userId))
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(new Date(Date.now() + this.settings.sessionLifetime))
      .sign(this.key);
  }

  /** The user id in a session token; undefined for a bad or expired one. */
  async userIdIn(token: string): Promise<number | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        issuer: ISSUER,
        audience: AUDIENCE,
        algorithms: ['HS256'],
      });
      return Number(payload.sub);
    } catch {
      return undefined;
    }
  }
}
