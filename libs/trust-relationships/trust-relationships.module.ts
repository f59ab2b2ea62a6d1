import { Module } from '@nestjs/common';
import { OrganisationsModule } from '#organisations';
import { IssuerKeys } from './issuer-keys.js';
import { TokenExchangeController } from './token-exchange.controller.js';
import { TokenExchangeService } from './token-exchange.service.js';
import { TrustRelationshipRepository } from './trust-relationship.repository.js';
import { TrustRelationshipsController } from './trust-relationships.controller.js';
import { TrustRelationshipsService } from './trust-relationships.service.js';
import { TrustTokenStrategy } from './trust-token.strategy.js';
import { TrustTokens } from './trust-tokens.js';

@Module({
  imports: [OrganisationsModule],
  controllers: [TokenExchangeController, TrustRelationshipsController],
  providers: [
    IssuerKeys,
    TokenExchangeService,
    TrustRelationshipRepository,
    TrustRelationshipsService,
    TrustTokens,
    TrustTokenStrategy,
  ],
})
export class TrustRelationshipsModule {}
