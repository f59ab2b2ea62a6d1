import { Injectable } from '@nestjs/common';
import { decodeJwt, decodeProtectedHeader, jwtVerify, type JWTPayload } from 'jose';
import { DomainError, Unauthenticated } from '#platform/errors';
import { fitsRules } from './claim-rules.js';
import { IssuerKeys } from './issuer-keys.js';
import type { TrustRelationship } from './trust-relationship.entity.js';
import { TrustRelationshipRepository } from './trust-relationship.repository.js';
import { TrustTokens } from './trust-tokens.js';

const ALGORITHMS = ['RS256', 'ES256'];

/** Tokens of trusted issuers are exchanged for tokens of ours. */
@Injectable()
export class TokenExchangeService {
  constructor(
    private readonly relationships: TrustRelationshipRepository,
    private readonly keys: IssuerKeys,
    private readonly tokens: TrustTokens,
  ) {}

  /** @throws Unauthenticated unless exactly one trust relationship takes the token */
  async exchange(token: string): Promise<string> {
    const issuer = readIssuer(token);
    const candidates = issuer === undefined ? [] : await this.relationships.ofIssuer(issuer);
    if (issuer === undefined || candidates.length === 0) throw noMatch();
    const claims = await this.verify(token, issuer);
    const audiences = [claims.aud ?? []].flat();
    const matched = candidates.filter(
      ({ audience, claimRules }) => audiences.includes(audience) && fitsRules(claims, claimRules),
    );
    return this.tokens.issue(onlyOne(matched), claims.sub ?? '');
  }

  private async verify(token: string, issuer: string): Promise<JWTPayload> {
    try {
      const rules = { issuer, algorithms: ALGORITHMS, requiredClaims: ['exp', 'iat'] };
      const { payload } = await jwtVerify(token, this.keys.of(issuer), rules);
      return payload;
    } catch (fault) {
      throw fault instanceof DomainError ? fault : new Unauthenticated('Token validation failed.');
    }
  }
}

/** What the token says of its issuer. Nothing of it is believed yet. */
function readIssuer(token: string): string | undefined {
  let algorithm: string | undefined;
  let issuer: unknown;
  try {
    algorithm = decodeProtectedHeader(token).alg;
    issuer = decodeJwt(token).iss;
  } catch {
    throw new Unauthenticated('Token is not a valid JWT.');
  }
  if (!ALGORITHMS.includes(algorithm ?? '')) throw new Unauthenticated('Token signing algorithm is not allowed.');
  return typeof issuer === 'string' ? issuer : undefined;
}

function onlyOne([first, ...others]: readonly TrustRelationship[]): TrustRelationship {
  if (!first) throw noMatch();
  if (others.length > 0) throw new Unauthenticated('Token audience matches multiple trust relationships.');
  return first;
}

const noMatch = (): Unauthenticated => new Unauthenticated('No trust relationship matches this token.');
