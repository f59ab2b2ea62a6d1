import { Module } from '@nestjs/common';
import { MasterApiKeyRepository } from './master-api-keys/master-api-key.repository.js';
import { MasterApiKeyStrategy } from './master-api-keys/master-api-key.strategy.js';
import { MasterApiKeysController } from './master-api-keys/master-api-keys.controller.js';
import { MasterApiKeysService } from './master-api-keys/master-api-keys.service.js';
import { MembershipRepository } from './membership.repository.js';
import { OrganisationRepository } from './organisation.repository.js';
import { OrganisationScope } from './organisation.scope.js';
import { OrganisationsController } from './organisations.controller.js';
import { OrganisationsService } from './organisations.service.js';
import { SubscriptionController } from './subscription/subscription.controller.js';
import { OrphanedOrganisations } from './orphaned-organisations.js';

@Module({
  controllers: [OrganisationsController, MasterApiKeysController, SubscriptionController],
  providers: [
    MasterApiKeyRepository,
    MasterApiKeysService,
    MasterApiKeyStrategy,
    MembershipRepository,
    OrganisationRepository,
    OrganisationScope,
    OrganisationsService,
    OrphanedOrganisations,
  ],
  exports: [MembershipRepository, OrganisationRepository],
})
export class OrganisationsModule {}
