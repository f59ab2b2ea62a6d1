import type { OpenAPIObject } from '@nestjs/swagger';

/** OpenAPI 3.1 has no `nullable`: null is a type like any other. */
export function withoutNullable(document: OpenAPIObject): OpenAPIObject {
  JSON.stringify(document, (_key, value: unknown) => {
    if (isSchema(value)) admitNull(value);
    return value;
  });
  return document;
}

type Schema = Record<string, unknown>;

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && 'nullable' in value && typeof value.nullable === 'boolean';

function admitNull(schema: Schema): void {
  const nullable = schema['nullable'];
  delete schema['nullable'];
  if (!nullable) return;
  const { type, oneOf, allOf, $ref } = schema;
  if (typeof type === 'string') schema['type'] = [type, 'null'];
  else if (Array.isArray(oneOf)) schema['oneOf'] = [...oneOf, { type: 'null' }];
  else if (Array.isArray(allOf)) {
    delete schema['allOf'];
    schema['oneOf'] = [...allOf, { type: 'null' }];
  } else if ($ref) {
    delete schema['$ref'];
    schema['oneOf'] = [{ $ref }, { type: 'null' }];
  }
}
