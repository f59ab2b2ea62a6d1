import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { AccountsJobsModule } from '#accounts';
import { IdentitiesJobsModule } from '#identities';
import { DeliveryJobsModule } from '#delivery';
import { FeaturesJobsModule } from '#features';
import { OrganisationsJobsModule } from '#organisations';
import { OAuthUpkeepModule } from '#oauth';
import { ConfigModule } from '#platform/config';
import { DatabaseModule } from '#platform/database';
import { JobsModule } from '#platform/jobs';
import { MailModule } from '#platform/mail';
import { MetricsModule } from '#platform/metrics';
import { OutboundModule } from '#platform/outbound';
import { OutboxModule } from '#platform/outbox';
import './known-events.js';
import { WorkerServer } from './worker-server.js';

const PLATFORM = [DatabaseModule, MetricsModule, OutboxModule, MailModule, OutboundModule];

/** The libs whose jobs and recurring work the worker does. */
const DOMAIN: readonly Type[] = [
  AccountsJobsModule,
  DeliveryJobsModule,
  FeaturesJobsModule,
  IdentitiesJobsModule,
  OAuthUpkeepModule,
  OrganisationsJobsModule,
];

/** The process that does what happens after a request, or by the clock. */
@Module({ providers: [WorkerServer] })
export class WorkerModule {
  static load(env?: NodeJS.ProcessEnv): DynamicModule {
    return { module: WorkerModule, imports: [ConfigModule.load(env), ...PLATFORM, ...DOMAIN, JobsModule] };
  }
}
