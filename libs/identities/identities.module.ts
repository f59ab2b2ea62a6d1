import { Module } from '@nestjs/common';
import { EnvironmentsModule } from '#environments';
import { FeaturesModule } from '#features';
import { IdentitiesController } from './identities.controller.js';
import { IdentitiesService } from './identities.service.js';
import { IdentityFeatureStatesController } from './identity-feature-states.controller.js';
import { IdentityRepository } from './identity.repository.js';

@Module({
  imports: [EnvironmentsModule, FeaturesModule],
  controllers: [IdentitiesController, IdentityFeatureStatesController],
  providers: [IdentitiesService, IdentityRepository],
  exports: [IdentityRepository],
})
export class IdentitiesModule {}
