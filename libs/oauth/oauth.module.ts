import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { ClientsController } from './clients/clients.controller.js';
import { ClientsService } from './clients/clients.service.js';
import { OAuthClientRepository } from './clients/oauth-client.repository.js';
import { RegistrationMetrics } from './clients/registration-metrics.js';
import { AuthorisationsController } from './grants/authorisations.controller.js';
import { AuthorisationsService } from './grants/authorisations.service.js';
import { OAuthGrantRepository } from './grants/oauth-grant.repository.js';
import { OAuthTokenRepository } from './grants/oauth-token.repository.js';
import { TokensController } from './grants/tokens.controller.js';
import { TokensService } from './grants/tokens.service.js';
import { MetadataController } from './metadata.controller.js';
import { OAuthStrategy } from './oauth.strategy.js';

@Module({
  imports: [AccountsModule],
  controllers: [AuthorisationsController, ClientsController, MetadataController, TokensController],
  providers: [
    AuthorisationsService,
    ClientsService,
    OAuthClientRepository,
    OAuthGrantRepository,
    OAuthStrategy,
    OAuthTokenRepository,
    RegistrationMetrics,
    TokensService,
  ],
})
export class OAuthModule {}
