import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { createOpenApi } from '#platform/http';
import { VERSION } from './version.js';

/** OpenAPI as JSON and YAML, and a page to read and try it. Made when first asked for. */
export function serveDocs(app: NestFastifyApplication): void {
  SwaggerModule.setup('api/v1/docs', app, () => createOpenApi(app, VERSION), {
    jsonDocumentUrl: 'api/v1/swagger.json',
    yamlDocumentUrl: 'api/v1/swagger.yaml',
    customSiteTitle: 'Burgee API',
  });
}
