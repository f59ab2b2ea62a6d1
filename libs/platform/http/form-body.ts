import { parse } from 'node:querystring';
import type { Type } from '@nestjs/common';

/** Forms that say all there is to say: what they leave out is not ticked. */
const complete = new WeakSet<object>();

/** Parses a URL-encoded body. That of a `PATCH` speaks only of what it names. */
export function parseForm(text: string, method: string): object {
  const form = parse(text);
  delete form['__proto__'];
  if (method !== 'PATCH') complete.add(form);
  return form;
}

/** A form has no way to say false but by leaving out. // upstream: Django REST framework reads forms so */
export function withUnticked(dto: Type, given: object): object {
  if (!complete.has(given)) return given;
  const unticked = togglesOf(dto).filter(({ name }) => !Object.hasOwn(given, name));
  return { ...given, ...Object.fromEntries(unticked.map(({ name, nullable }) => [name, nullable ? null : false])) };
}

/** What OpenAPI says of the fields that are true or false. */
function togglesOf({ prototype }: Type<object>): { name: string; nullable: boolean }[] {
  const names: unknown = Reflect.getMetadata('swagger/apiModelPropertiesArray', prototype);
  if (!Array.isArray(names)) return [];
  return names
    .map((key) => String(key).slice(1))
    .flatMap((name) => {
      const known: { type?: unknown; nullable?: boolean } | undefined = Reflect.getMetadata(
        'swagger/apiModelProperties',
        prototype,
        name,
      );
      return known?.type === 'boolean' ? [{ name, nullable: known.nullable === true }] : [];
    });
}
