import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '#access';
import { AccountsModule } from '#accounts';
import { DashboardModule } from '#dashboard';
import { DeliveryModule } from '#delivery';
import { EnvironmentsModule } from '#environments';
import { FeaturesModule } from '#features';
import { IdentitiesModule } from '#identities';
import { MetadataModule } from '#metadata';
import { OAuthModule } from '#oauth';
import { OrganisationsModule } from '#organisations';
import { ConfigModule } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import { HttpModule, type FastLane, type RouteTable } from '#platform/http';
import { MailModule } from '#platform/mail';
import { MetricsModule } from '#platform/metrics';
import { OutboundModule } from '#platform/outbound';
import { OutboxModule } from '#platform/outbox';
import { ProjectsModule } from '#projects';
import { RolesModule } from '#roles';
import { SegmentsModule } from '#segments';
import { SsoModule } from '#sso';
import { TagsModule } from '#tags';
import { TrustRelationshipsModule } from '#trust-relationships';
import { Draining } from './draining.js';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { MonitoringController } from './monitoring.controller.js';
import { VersionController } from './version.controller.js';

const PLATFORM = [DatabaseModule, MailModule, MetricsModule, OutboundModule, OutboxModule];
const DOMAIN = [
  AccountsModule,
  OrganisationsModule,
  AccessModule,
  OAuthModule,
  SsoModule,
  TrustRelationshipsModule,
  ProjectsModule,
  MetadataModule,
  EnvironmentsModule,
  TagsModule,
  RolesModule,
  SegmentsModule,
  FeaturesModule,
  IdentitiesModule,
  DeliveryModule,
  DashboardModule,
];

/** The process that answers SDKs, dashboards and tools. */
@Module({
  controllers: [HealthController, MetricsController, MonitoringController, VersionController],
  providers: [Draining],
})
export class ApiModule {
  static over(http: { routes: RouteTable; lane: FastLane }, env?: NodeJS.ProcessEnv): DynamicModule {
    return { module: ApiModule, imports: [ConfigModule.load(env), ...PLATFORM, HttpModule.over(http), ...DOMAIN] };
  }
}
