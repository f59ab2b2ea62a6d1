import { Module } from '@nestjs/common';
import { EnvironmentsModule } from '#environments';
import { FeaturesModule } from '#features';
import { IdentitiesController } from './identities.controller.js';
import { IdentitiesService } from './identities.service.js';
import { IdentityFeatureStatesController } from './identity-feature-states.controller.js';
import { IdentityNotice } from './identity-notice.query.js';
import { IdentityRepository } from './identity.repository.js';
import { CloneOverrides } from './overrides/clone-overrides.js';
import { IdentityFlagsQuery } from './overrides/identity-flags.query.js';
import { IdentityTraitsController } from './traits/identity-traits.controller.js';
import { TraitKeyRemoval } from './traits/trait-key-removal.js';
import { TraitKeysController } from './traits/trait-keys.controller.js';
import { TraitRepository } from './traits/trait.repository.js';
import { TraitsService } from './traits/traits.service.js';

@Module({
  imports: [EnvironmentsModule, FeaturesModule],
  controllers: [IdentitiesController, IdentityFeatureStatesController, IdentityTraitsController, TraitKeysController],
  providers: [
    CloneOverrides,
    IdentitiesService,
    IdentityFlagsQuery,
    IdentityNotice,
    IdentityRepository,
    TraitKeyRemoval,
    TraitRepository,
    TraitsService,
  ],
  exports: [IdentityNotice, IdentityRepository],
})
export class IdentitiesModule {}
