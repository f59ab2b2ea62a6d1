import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { authorization } from '#accounts';
import { HiddenKeys, type MasterKeyCaller } from '#organisations';
import { Unauthenticated } from '#platform/errors';
import { CredentialStrategy } from '#platform/http';
import { TrustRelationshipRepository } from './trust-relationship.repository.js';
import { TrustTokens } from './trust-tokens.js';

/** `Authorization: Bearer <token>` that a token of a trusted issuer was exchanged for: it acts as the relationship's key. */
@Injectable()
export class TrustTokenStrategy extends CredentialStrategy('trust-relationship') {
  constructor(
    private readonly tokens: TrustTokens,
    private readonly relationships: TrustRelationshipRepository,
    private readonly keys: HiddenKeys,
  ) {
    super();
  }

  async validate(request: FastifyRequest): Promise<MasterKeyCaller | false> {
    const given = authorization(request, 'Bearer');
    const id = given === undefined ? undefined : await this.tokens.relationshipIn(given);
    if (id === undefined) return false;
    const relationship = await this.relationships.byId(id);
    if (!relationship) throw new Unauthenticated('Trust relationship no longer exists.');
    const caller = await this.keys.callerBehind(relationship.masterApiKeyPrefix);
    if (!caller) throw new Unauthenticated('Trust relationship is revoked.');
    return caller;
  }
}
