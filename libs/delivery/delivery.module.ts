import { Module } from '@nestjs/common';
import { FeaturesModule } from '#features';
import { IdentitiesModule } from '#identities';
import { DeprecatedController } from './deprecated/deprecated.controller.js';
import { SegmentsOfIdentity } from './deprecated/segments-of-identity.js';
import { EnvironmentsModule } from '#environments';
import { DocumentController } from './document.controller.js';
import { EnvironmentCache } from './environment-cache.js';
import { EnvironmentDocuments } from './environment-documents.js';
import { EnvironmentKeyStrategy } from './environment-key.strategy.js';
import { EnvironmentSnapshotQuery } from './environment-snapshot.query.js';
import { EnvironmentChanges } from './environment-changes.js';
import { EnvironmentTouch } from './environment-touch.query.js';
import { GoingLiveClock } from './going-live.clock.js';
import { IdentityCache } from './identity-cache.js';
import { IdentityChanges } from './identity-changes.js';
import { IdentityWriter } from './identity-writer.js';
import { IdentityEvaluation } from './identity-evaluation.js';
import { LocalChanges } from './local-changes.js';
import { SdkMultivariateOptionsController } from './multivariate-options.controller.js';
import { OfrepRoutes } from './ofrep/ofrep.routes.js';
import { OpenStreams } from './realtime/open-streams.js';
import { RealtimeUpdates } from './realtime/realtime-updates.js';
import { RealtimeRoutes } from './realtime/realtime.routes.js';
import { StreamAnswer } from './realtime/stream-answer.js';
import { WatchedEnvironmentQuery } from './realtime/watched-environment.query.js';
import { SdkLane } from './sdk.lane.js';
import { SdkRoutes } from './sdk.routes.js';
import { AnalyticsController } from './usage/analytics.controller.js';
import { TelemetryController } from './usage/telemetry.controller.js';
import { FirstEvaluations } from './first-evaluations.js';
import { Usage } from './usage/usage.js';
import { UsageQuery } from './usage/usage.query.js';
import { TraitsController } from './traits/traits.controller.js';
import { TraitsService } from './traits/traits.service.js';
import { TraitIds } from './trait-ids.js';
import { StoredIdentityQuery } from './stored-identity.query.js';

/** What SDKs call. */
@Module({
  imports: [EnvironmentsModule, FeaturesModule, IdentitiesModule],
  controllers: [
    AnalyticsController,
    TraitsController,
    DeprecatedController,
    DocumentController,
    SdkMultivariateOptionsController,
    TelemetryController,
  ],
  providers: [
    EnvironmentCache,
    EnvironmentDocuments,
    EnvironmentKeyStrategy,
    EnvironmentSnapshotQuery,
    EnvironmentChanges,
    EnvironmentTouch,
    GoingLiveClock,
    IdentityCache,
    IdentityChanges,
    IdentityEvaluation,
    IdentityWriter,
    LocalChanges,
    OfrepRoutes,
    OpenStreams,
    RealtimeRoutes,
    RealtimeUpdates,
    SdkLane,
    SdkRoutes,
    SegmentsOfIdentity,
    StoredIdentityQuery,
    StreamAnswer,
    TraitIds,
    TraitsService,
    Usage,
    FirstEvaluations,
    UsageQuery,
    WatchedEnvironmentQuery,
  ],
})
export class DeliveryModule {}
