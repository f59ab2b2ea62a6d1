import type { OpenAPIObject } from '@nestjs/swagger';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Schema = Record<string, unknown>;

/** Holds answers against the OpenAPI document: no field more, no field less, no status that was not declared. */
export class Contract {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly validators = new Map<string, ValidateFunction | undefined>();
  private readonly templates: { readonly path: string; readonly pattern: RegExp }[];

  constructor(private readonly document: OpenAPIObject) {
    addFormats.default(this.ajv);
    this.templates = Object.keys(document.paths)
      .sort((one, other) => parameters(one) - parameters(other))
      .map((path) => ({ path, pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+').replace(/\/$/, '/?')}$`) }));
    this.ajv.addSchema({ $id: 'document', components: closed(structuredClone(document.components ?? {})) });
  }

  /** @throws Error with what the document says and what came */
  check(method: string, url: string, status: number, body: unknown): void {
    const path = this.templates.find(({ pattern }) => pattern.test(url))?.path;
    if (!path) throw new Error(`the document knows no path ${url}`);
    const key = `${method.toLowerCase()} ${path} ${status}`;
    if (!this.validators.has(key)) this.validators.set(key, this.compile(path, method.toLowerCase(), status));
    const validate = this.validators.get(key);
    if (validate && !validate(body)) {
      const faults = (validate.errors ?? []).map(
        ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
      );
      throw new Error(
        `${key}: the answer is not as documented\n${faults.join('\n')}\n${JSON.stringify(body, null, 1)}`,
      );
    }
  }

  private compile(path: string, method: string, status: number): ValidateFunction | undefined {
    const operation = dig(this.document.paths[path], method);
    const answer = dig(operation, 'responses', String(status));
    if (!answer) throw new Error(`${method} ${path} answered ${status}, which is not documented`);
    const schema = dig(answer, 'content', 'application/json', 'schema');
    return schema && this.ajv.compile(relocated(closed(structuredClone(schema))));
  }
}

const parameters = (path: string): number => path.split('{').length;

function dig(from: unknown, ...keys: string[]): Schema | undefined {
  let value: unknown = from;
  for (const key of keys) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof value === 'object' && value !== null ? (value as Schema) : undefined;
}

/** Objects whose fields are listed have no others. */
function closed<T extends object>(schema: T): T {
  JSON.stringify(schema, (_key, value: unknown) => {
    if (dig(value, 'properties') && dig(value)?.['additionalProperties'] === undefined)
      Object.assign(value as Schema, { additionalProperties: false });
    return value;
  });
  return schema;
}

function relocated(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/')) as Schema;
}
