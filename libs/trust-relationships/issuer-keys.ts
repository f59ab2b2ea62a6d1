import { Injectable } from '@nestjs/common';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import { Unauthenticated } from '#platform/errors';
import { OutboundHttp } from '#platform/outbound';

const MAX_ISSUERS = 500;
const KEPT_MS = 600_000;
/** An issuer that was down, or that has no such key, is asked again, but not more often than this. */
const PAUSE_MS = 30_000;

interface Known {
  readonly keys: Promise<JWTVerifyGetKey>;
  readonly since: number;
  readonly failed: boolean;
}

/** The public keys of issuers, found by OpenID Connect Discovery and kept for a while. */
@Injectable()
export class IssuerKeys {
  private readonly known = new LRUCache<string, Known>({ max: MAX_ISSUERS });

  constructor(private readonly outbound: OutboundHttp) {}

  /**
   * How `jwtVerify` finds the key of a token.
   * @throws Unauthenticated when the issuer cannot be asked, or has no such key
   */
  of(issuer: string): JWTVerifyGetKey {
    return async (header, token) => {
      const first = this.current(issuer);
      try {
        return await (
          await first.keys
        )(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
        if (Date.now() - first.since >= PAUSE_MS) this.known.delete(issuer);
      }
      const again = this.current(issuer);
      if (again === first) throw unresolved();
      return (await again.keys)(header, token);
    };
  }

  private current(issuer: string): Known {
    const known = this.known.get(issuer);
    if (known && Date.now() - known.since < (known.failed ? PAUSE_MS : KEPT_MS)) return known;
    const fresh = { keys: this.fetch(issuer), since: Date.now(), failed: false };
    fresh.keys.catch(() => (fresh.failed = true));
    this.known.set(issuer, fresh);
    return fresh;
  }

  private async fetch(issuer: string): Promise<JWTVerifyGetKey> {
    const found = await this.json(`${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`);
    const jwksUri = found['jwks_uri'];
    if (found['issuer'] !== issuer || typeof jwksUri !== 'string') throw unresolved();
    if (!jwksUri.startsWith('https://')) throw new Unauthenticated('Issuer JWKS endpoint must be served over https.');
    const keys = await this.json(jwksUri);
    if (!isKeySet(keys)) throw unresolved();
    return createLocalJWKSet(keys);
  }

  private async json(url: string): Promise<Record<string, unknown>> {
    try {
      const { status, body } = await this.outbound.request(url, { headers: { accept: 'application/json' } });
      const value: unknown = status === 200 ? JSON.parse(body.toString('utf8')) : undefined;
      if (typeof value === 'object' && value !== null) return { ...value };
    } catch {
      // said below, in the one sentence for it
    }
    throw unresolved();
  }
}

const unresolved = (): Unauthenticated => new Unauthenticated('Unable to resolve issuer signing keys.');

function isKeySet(value: object): value is JSONWebKeySet {
  return 'keys' in value && Array.isArray(value.keys) && value.keys.every((key) => typeof key === 'object' && key);
}
