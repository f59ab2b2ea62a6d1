import { Module } from '@nestjs/common';
import { EnvironmentsModule } from '#environments';
import { ProjectsModule } from '#projects';
import { FeatureListQuery } from './feature-list.query.js';
import { FeatureRepository } from './feature.repository.js';
import { FeaturesController } from './features.controller.js';
import { FeaturesService } from './features.service.js';
import { MultivariateOptionRepository } from './multivariate/multivariate-option.repository.js';
import { MultivariateOptionsController } from './multivariate/multivariate-options.controller.js';
import { MultivariateOptionsService } from './multivariate/multivariate-options.service.js';
import { EnvironmentFeatureStatesController } from './states/environment-feature-states.controller.js';
import { FeatureStateRepository } from './states/feature-state.repository.js';
import { FeatureStatesService } from './states/feature-states.service.js';
import { IdentityOverridesQuery } from './states/identity-overrides.query.js';
import { NewStates } from './states/new-states.js';

@Module({
  imports: [EnvironmentsModule, ProjectsModule],
  controllers: [FeaturesController, MultivariateOptionsController, EnvironmentFeatureStatesController],
  providers: [
    FeatureListQuery,
    FeatureRepository,
    FeaturesService,
    FeatureStateRepository,
    FeatureStatesService,
    IdentityOverridesQuery,
    MultivariateOptionRepository,
    MultivariateOptionsService,
    NewStates,
  ],
  exports: [FeatureStateRepository, FeatureStatesService],
})
export class FeaturesModule {}
