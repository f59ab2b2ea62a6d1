import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadSettings } from '#platform/config';
import { createHttpAdapter, HttpSettings } from '#platform/http';
import type { NestLogger } from '#platform/logging';
import { ApiModule } from './api.module.js';
import { observeRequests } from './observe-requests.js';
import { serveDocs } from './docs.js';
import { VERSION } from './version.js';

/** The whole api, initialised and not listening yet. */
export async function createApi(
  logger: NestLogger | false,
  options: { preview?: boolean } = {},
): Promise<NestFastifyApplication> {
  const given = loadSettings().get(HttpSettings);
  const settings = given instanceof HttpSettings ? given : new HttpSettings();
  const { adapter, routes, lane } = await createHttpAdapter(settings, VERSION);
  const app = await NestFactory.create<NestFastifyApplication>(ApiModule.over({ routes, lane }), adapter, {
    logger,
    abortOnError: false,
    bodyParser: false,
    ...options,
  });
  observeRequests(app);
  await app.init();
  serveDocs(app);
  return app;
}
