import { Module } from '@nestjs/common';
import { EnvironmentChanges } from './environment-changes.js';
import { EnvironmentTouch } from './environment-touch.query.js';
import { LocalChanges } from './local-changes.js';

/** For the worker: what its jobs change moves the dates of environments too. */
@Module({ providers: [EnvironmentChanges, EnvironmentTouch, LocalChanges] })
export class DeliveryJobsModule {}
