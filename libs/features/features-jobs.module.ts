import { Module } from '@nestjs/common';
import { CopyEnvironment } from './copying/copy-environment.job.js';
import { EnvironmentCopyRepository } from './copying/environment-copy.repository.js';

/** What the worker does for features: filling cloned environments. */
@Module({ providers: [CopyEnvironment, EnvironmentCopyRepository] })
export class FeaturesJobsModule {}
