import { NestFactory } from '@nestjs/core';
import { runProcess } from '#platform/process';
import { WorkerModule } from './worker.module.js';

await runProcess('worker', (logger) =>
  NestFactory.createApplicationContext(WorkerModule.load(), { logger, abortOnError: false }),
);
