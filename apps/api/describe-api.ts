import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import { createHttpAdapter, createOpenApi, HttpSettings, listRoutes, type RouteDescription } from '#platform/http';
import { ApiModule } from './api.module.js';
import { VERSION } from './version.js';

/** What the api is, without starting it: no database is asked. */
export async function describeApi(): Promise<{ openapi: OpenAPIObject; routes: RouteDescription[] }> {
  const { adapter, routes, lane } = await createHttpAdapter(new HttpSettings(), VERSION);
  const module = ApiModule.over({ routes, lane }, { SECRET_KEY: 'not used' });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  return { openapi: createOpenApi(app, VERSION), routes: listRoutes(app) };
}
