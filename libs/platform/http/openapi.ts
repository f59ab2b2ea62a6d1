import type { INestApplication } from '@nestjs/common';
import type { Type } from '@nestjs/common';
import { DocumentBuilder, getSchemaPath, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { withoutNullable } from './nullable.js';
import { plainRoutes, type PlainRoute } from './plain-routes.js';

/** Paths that have no slash at their end by definition. */
const WITHOUT_SLASH = [
  /^\/health$/,
  /^\/healthcheck$/,
  /^\/metrics$/,
  /^\/robots\.txt$/,
  /\.(json|yaml)$/,
  /^\/config\/project-overrides$/,
  /\/users\/[^/]+\/(make|remove)-admin$/,
  /^\/\.well-known\//,
];

/** The OpenAPI document of what the application really has: routes, rules and DTOs. */
export function createOpenApi(app: INestApplication, version: string): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Burgee')
    .setDescription(
      'Feature flags and remote config. Speaks the Flagsmith API: SDK endpoints take an environment key, the others a token or an API key.',
    )
    .setVersion(version)
    .setLicense('BSD-3-Clause', 'https://opensource.org/license/bsd-3-clause')
    .addServer('/', 'this server')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'Authorization', description: '`Token <key>` of a user' }, 'token')
    .addApiKey(
      { type: 'apiKey', in: 'header', name: 'Authorization', description: '`Api-Key <key>` of an organisation' },
      'apiKey',
    )
    .addBearerAuth({ type: 'http', scheme: 'bearer' }, 'bearer')
    .addCookieAuth('jwt', { type: 'apiKey', in: 'cookie', name: 'jwt' }, 'cookie')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-Environment-Key' }, 'environmentKey');
  const plain = plainRoutes();
  const document = SwaggerModule.createDocument(app, builder.build(), {
    extraModels: plain.flatMap(modelsOf),
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  for (const route of plain)
    document.paths[route.url] = Object.assign({}, document.paths[route.url], {
      [route.method.toLowerCase()]: operationOf(route),
    });
  document.paths = Object.fromEntries(Object.entries(document.paths).map(([path, item]) => [slashed(path), item]));
  for (const [path, item] of Object.entries(document.paths))
    for (const operation of Object.values(item)) complete(path, operation);

  addFaults(document);
  return withoutNullable(document);
}

function slashed(path: string): string {
  return path.endsWith('/') || WITHOUT_SLASH.some((one) => one.test(path)) ? path : `${path}/`;
}

function modelsOf({ answers, body }: PlainRoute): Type[] {
  return [...Object.values(answers).flat(2), ...(body ? [body] : [])];
}

/** What a plain route declares of itself, in the words of OpenAPI. */
function operationOf({ url, method, summary, tag, query = [], body, answers }: PlainRoute): object {
  const reference = (type: Type): object => ({ $ref: getSchemaPath(type) });
  const schema = (type: Type | [Type]): object =>
    Array.isArray(type) ? { type: 'array', items: reference(type[0]) } : reference(type);
  const content = (types: readonly (Type | [Type])[]): object => {
    const [only, ...others] = types.map(schema);
    return { 'application/json': { schema: others.length > 0 ? { oneOf: [only, ...others] } : only } };
  };
  return {
    operationId: `Sdk_${method.toLowerCase()}${camel(url)}`,
    summary,
    tags: [tag],
    security: [{ environmentKey: [] }],
    parameters: query.map(({ name, description, type = 'string' }) => ({
      name,
      in: 'query',
      description,
      schema: { type },
    })),
    ...(body ? { requestBody: { required: true, content: content([body]) } } : {}),
    responses: Object.fromEntries(
      Object.entries(answers).map(([status, types]) => [
        status,
        { description: 'done', ...(types.length > 0 ? { content: content(types) } : {}) },
      ]),
    ),
  };
}

/** `/api/v1/environment-document` is `EnvironmentDocument`. */
function camel(url: string): string {
  const words = url.replace('/api/v1/', '').split(/[^A-Za-z0-9]+/);
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
}

interface Operation {
  operationId?: string;
  summary?: string;
  security?: unknown[];
  tags?: string[];
  parameters?: { name: string; in: string; required?: boolean; schema?: object }[];
  requestBody?: unknown;
  responses?: Record<string, unknown>;
}

/** What follows from the rest: path parameters, a summary from the name, and the errors that rule and input can bring. */
function complete(path: string, operation: Operation): void {
  if (!operation.responses) return;
  operation.parameters = [
    ...pathParameters(path),
    ...(operation.parameters ?? []).filter((parameter) => parameter.in !== 'path'),
  ];
  const [thing = '', verb = ''] = (operation.operationId ?? '').split('_');
  operation.summary ||= sentence(`${verb} ${thing}`);
  operation.security ??= [];
  const fault = (name: string, description: string): object => ({
    description,
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  const responses = operation.responses;
  responses['400'] ??= fault('InputFaults', 'the input is not acceptable');
  if (operation.security.length > 0) {
    responses['401'] ??= fault('Fault', 'nobody is signed in');
    responses['403'] ??= fault('Fault', 'the caller may not');
  }
  responses['404'] ??= fault('Fault', 'there is no such thing');
}

function pathParameters(path: string): Operation['parameters'] & object {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: /^id$|Id$/.test(name) ? 'integer' : 'string' },
  }));
}

const sentence = (camel: string): string => {
  const words = camel.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

function addFaults(document: OpenAPIObject): void {
  const components = (document.components ??= {});
  components.schemas = {
    ...components.schemas,
    Fault: {
      type: 'object',
      required: ['detail'],
      properties: { detail: { type: 'string' }, code: { type: 'string' } },
    },
    InputFaults: {
      description: 'Sentences by field, nested as the input is nested; a list speaks of the whole.',
      oneOf: [
        { type: 'object', additionalProperties: true },
        { type: 'array', items: {} },
      ],
    },
  };
}
