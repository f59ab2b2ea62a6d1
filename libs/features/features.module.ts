import { Module } from '@nestjs/common';
import { AccountsModule } from '#accounts';
import { EnvironmentsModule } from '#environments';
import { OrganisationsModule } from '#organisations';
import { MetadataModule } from '#metadata';
import { ProjectsModule } from '#projects';
import { SegmentsModule } from '#segments';
import { TagsModule } from '#tags';
import { DeclarativeFlagsController } from './declarative/declarative-flags.controller.js';
import { DeclarativeFlagsService } from './declarative/declarative-flags.service.js';
import { DeclaredFlagQuery } from './declarative/declared-flag.query.js';
import { DeclaredStates } from './declarative/declared-states.js';
import { FlagAccess } from './declarative/flag-access.query.js';
import { FlagUpdatesController } from './declarative/flag-updates.controller.js';
import { NamedFlagQuery } from './declarative/named-flag.query.js';
import { FeatureByUuidController } from './feature-by-uuid.controller.js';
import { FeatureListQuery } from './feature-list.query.js';
import { FeatureRepository } from './feature.repository.js';
import { FeaturesController } from './features.controller.js';
import { FeaturesService } from './features.service.js';
import { MultivariateOptionRepository } from './multivariate/multivariate-option.repository.js';
import { MultivariateOptionsController } from './multivariate/multivariate-options.controller.js';
import { MultivariateOptionsService } from './multivariate/multivariate-options.service.js';
import { AssociatedFeaturesController } from './overrides/associated-features.controller.js';
import { CodeReferenceRepository } from './code-references/code-reference.repository.js';
import { CodeReferencesController } from './code-references/code-references.controller.js';
import { ClonedEnvironments } from './copying/cloned-environments.js';
import { EnvironmentCopyRepository } from './copying/environment-copy.repository.js';
import { AssociatedFeaturesQuery } from './overrides/associated-features.query.js';
import { FeatureSegmentRepository } from './overrides/feature-segment.repository.js';
import { FeatureSegmentsController } from './overrides/feature-segments.controller.js';
import { FeatureSegmentsService } from './overrides/feature-segments.service.js';
import { FeatureStatesController } from './overrides/feature-states.controller.js';
import { NamedEnvironmentQuery } from './overrides/named-environment.query.js';
import { SegmentOverridesController } from './overrides/segment-overrides.controller.js';
import { SegmentOverridesService } from './overrides/segment-overrides.service.js';
import { FeatureOwnerRepository } from './owners/feature-owner.repository.js';
import { FeatureOwnersController } from './owners/feature-owners.controller.js';
import { FeatureOwnersService } from './owners/feature-owners.service.js';
import { OwnerCandidates } from './owners/owner-candidates.query.js';
import { EnvironmentFeatureStatesController } from './states/environment-feature-states.controller.js';
import { FeatureLifecycleController } from './lifecycle/feature-lifecycle.controller.js';
import { FeatureLifecycleQuery } from './lifecycle/feature-lifecycle.query.js';
import { EnvironmentMetricsController } from './states/environment-metrics.controller.js';
import { EnvironmentMetricsQuery } from './states/environment-metrics.query.js';
import { FeatureStateRepository } from './states/feature-state.repository.js';
import { FeatureStatesService } from './states/feature-states.service.js';
import { IdentityOverridesQuery } from './states/identity-overrides.query.js';
import { NewStates } from './states/new-states.js';
import { DirectWrites } from './versions/direct-writes.js';
import { FeatureVersionRepository } from './versions/feature-version.repository.js';
import { FeatureVersionsController } from './versions/feature-versions.controller.js';
import { FeatureVersionsService } from './versions/feature-versions.service.js';
import { GoingLive } from './versions/going-live.js';
import { PublishingService } from './versions/publishing.service.js';
import { ScheduledChangeRepository } from './versions/scheduled-change.repository.js';
import { VersionAccess } from './versions/version-access.query.js';
import { VersionByUuidController } from './versions/version-by-uuid.controller.js';
import { VersionChangesService } from './versions/version-changes.service.js';
import { VersionContentsRepository } from './versions/version-contents.repository.js';
import { VersioningController } from './versions/versioning.controller.js';
import { VersioningRepository } from './versions/versioning.repository.js';
import { VersioningService } from './versions/versioning.service.js';
import { VersionStatesController } from './versions/version-states.controller.js';
import { VersionStatesService } from './versions/version-states.service.js';

@Module({
  imports: [
    AccountsModule,
    EnvironmentsModule,
    MetadataModule,
    OrganisationsModule,
    ProjectsModule,
    SegmentsModule,
    TagsModule,
  ],
  controllers: [
    FeaturesController,
    MultivariateOptionsController,
    EnvironmentFeatureStatesController,
    EnvironmentMetricsController,
    CodeReferencesController,
    FeatureLifecycleController,
    AssociatedFeaturesController,
    FeatureSegmentsController,
    FeatureStatesController,
    SegmentOverridesController,
    VersioningController,
    FeatureVersionsController,
    VersionStatesController,
    VersionByUuidController,
    FeatureByUuidController,
    FeatureOwnersController,
    DeclarativeFlagsController,
    FlagUpdatesController,
  ],
  providers: [
    ClonedEnvironments,
    CodeReferenceRepository,
    FeatureLifecycleQuery,
    EnvironmentCopyRepository,
    EnvironmentMetricsQuery,
    AssociatedFeaturesQuery,
    FeatureListQuery,
    FeatureRepository,
    FeatureOwnerRepository,
    FeatureOwnersService,
    OwnerCandidates,
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
    DeclarativeFlagsService,
    DeclaredFlagQuery,
    DeclaredStates,
    DirectWrites,
    FlagAccess,
    NamedFlagQuery,
    FeatureVersionRepository,
    FeatureVersionsService,
    GoingLive,
    PublishingService,
    ScheduledChangeRepository,
    VersionAccess,
    VersionChangesService,
    VersionContentsRepository,
    VersioningRepository,
    VersioningService,
    VersionStatesService,
  ],
  exports: [FeatureStateRepository, FeatureStatesService, GoingLive],
})
export class FeaturesModule {}
