import { Module } from '@nestjs/common';
import { EnvironmentsModule } from '#environments';
import { ProjectsModule } from '#projects';
import { SegmentsModule } from '#segments';
import { FeatureListQuery } from './feature-list.query.js';
import { FeatureRepository } from './feature.repository.js';
import { FeaturesController } from './features.controller.js';
import { FeaturesService } from './features.service.js';
import { MultivariateOptionRepository } from './multivariate/multivariate-option.repository.js';
import { MultivariateOptionsController } from './multivariate/multivariate-options.controller.js';
import { MultivariateOptionsService } from './multivariate/multivariate-options.service.js';
import { AssociatedFeaturesController } from './overrides/associated-features.controller.js';
import { AssociatedFeaturesQuery } from './overrides/associated-features.query.js';
import { FeatureSegmentRepository } from './overrides/feature-segment.repository.js';
import { FeatureSegmentsController } from './overrides/feature-segments.controller.js';
import { FeatureSegmentsService } from './overrides/feature-segments.service.js';
import { FeatureStatesController } from './overrides/feature-states.controller.js';
import { NamedEnvironmentQuery } from './overrides/named-environment.query.js';
import { SegmentOverridesController } from './overrides/segment-overrides.controller.js';
import { SegmentOverridesService } from './overrides/segment-overrides.service.js';
import { EnvironmentFeatureStatesController } from './states/environment-feature-states.controller.js';
import { FeatureStateRepository } from './states/feature-state.repository.js';
import { FeatureStatesService } from './states/feature-states.service.js';
import { IdentityOverridesQuery } from './states/identity-overrides.query.js';
import { NewStates } from './states/new-states.js';

@Module({
  imports: [EnvironmentsModule, ProjectsModule, SegmentsModule],
  controllers: [
    FeaturesController,
    MultivariateOptionsController,
    EnvironmentFeatureStatesController,
    AssociatedFeaturesController,
    FeatureSegmentsController,
    FeatureStatesController,
    SegmentOverridesController,
  ],
  providers: [
    AssociatedFeaturesQuery,
    FeatureListQuery,
    FeatureRepository,
    FeaturesService,
    FeatureSegmentRepository,
    FeatureSegmentsService,
    FeatureStateRepository,
    FeatureStatesService,
    IdentityOverridesQuery,
    MultivariateOptionRepository,
    MultivariateOptionsService,
    NamedEnvironmentQuery,
    NewStates,
    SegmentOverridesService,
  ],
  exports: [FeatureStateRepository, FeatureStatesService],
})
export class FeaturesModule {}
