import { Inject, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FeatureCreated } from '#features';
import { Database } from '#platform/database';
import { Job } from '#platform/jobs';
import { runProcess } from '#platform/process';
import { WorkerModule } from '../../dist/apps/worker/worker.module.js';

/** A job whose every effect can be counted: it notes the feature in a table that may hold it twice. */
class NoteFeature {
  constructor(database) {
    this.database = database;
  }

  async perform({ featureId }) {
    await this.database.query('insert into noted_feature (feature_id) values ($1)', [featureId]);
  }
}

Inject(Database)(NoteFeature, undefined, 0);
Job({ on: [FeatureCreated] })(NoteFeature);

class NotingWorkerModule {}
Module({ imports: [WorkerModule.load()], providers: [NoteFeature] })(NotingWorkerModule);

// the worker as it is, with one job more
await runProcess('worker', (logger) =>
  NestFactory.createApplicationContext(NotingWorkerModule, { logger, abortOnError: false }),
);
