import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { UserAccountSettings } from '../accounts.settings.js';
import type { User } from '../user.entity.js';
import { UserRepository } from '../user.repository.js';

const ISSUER = 'burgee';
const AUDIENCE = 'session';

/** Signed tokens that say who is signed in, for the cookie of the dashboard and for `Authorization: Bearer`. */
@Injectable()
export class Sessions {
  private readonly key: Uint8Array;

  constructor(
    private readonly settings: UserAccountSettings,
    private readonly users: UserRepository,
  ) {
    this.key = new TextEncoder().encode(settings.secretKey);
  }

  issue({ id, sessionVersion }: Pick<User, 'id' | 'sessionVersion'>): Promise<string> {
    return new SignJWT({ version: sessionVersion })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(String(id))
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(new Date(Date.now() + this.settings.sessionLifetime))
      .sign(this.key);
  }

  /** Who is signed in by a session token; undefined for one that is bad or over, and for an account that is not active. */
  async userBehind(token: string): Promise<User | undefined> {
    const claims = await this.read(token);
    const user = claims && (await this.users.byId(claims.id));
    return user?.isActive && user.sessionVersion === claims?.version ? user : undefined;
  }

  private async read(token: string): Promise<{ id: number; version: unknown } | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        issuer: ISSUER,
        audience: AUDIENCE,
        algorithms: ['HS256'],
      });
      return { id: Number(payload.sub), version: payload['version'] };
    } catch {
      return undefined;
    }
  }
}
