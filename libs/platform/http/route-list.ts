import { RequestMethod, type INestApplication } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import { plainRoutes } from './plain-routes.js';
import { About, ByPeople, DeniesOtherVerbs, RuleMark, type Rule, type SubjectPlace } from './rules.js';

/** A route with what it asks of its caller. */
export interface RouteDescription {
  readonly method: string;
  /** `/api/v1/projects/:projectId`, without a slash at its end. */
  readonly path: string;
  /** Undefined where none was declared: the route is closed. */
  readonly rule: Rule | undefined;
  /** Where it says which single thing it is about, for rights that are limited to some of them. */
  readonly about?: SubjectPlace | undefined;
  /** Whether keys are refused, whatever they may. */
  readonly byPeople?: boolean | undefined;
  /** `FeaturesController.create` */
  readonly handler: string;
  readonly deniesOtherVerbs?: boolean;
}

/** Every route of the application, by path. Works on one that is only previewed. */
export function listRoutes(app: INestApplication): RouteDescription[] {
  const routes = listNestRoutes(new DiscoveryService(app.get(ModulesContainer)));
  const plain = plainRoutes().map(({ method, url, rule, summary }) => ({ method, path: url, rule, handler: summary }));
  return [...routes, ...plain].sort(
    (one, other) => one.path.localeCompare(other.path) || one.method.localeCompare(other.method),
  );
}

/** Those that controllers answer, in no order. */
export function listNestRoutes(discovery: DiscoveryService): RouteDescription[] {
  return discovery
    .getControllers()
    .flatMap(({ metatype }) => (typeof metatype === 'function' ? routesOf(metatype) : []));
}

function routesOf(controller: object & { name: string; prototype?: unknown }): RouteDescription[] {
  const prototype: unknown = controller.prototype;
  if (typeof prototype !== 'object' || prototype === null) return [];
  return new MetadataScanner().getAllMethodNames(prototype).flatMap((name) => {
    const method: unknown = Reflect.get(prototype, name);
    if (typeof method !== 'function') return [];
    const verb: unknown = Reflect.getMetadata(METHOD_METADATA, method);
    if (typeof verb !== 'number') return [];
    const rule = new Reflector().get(RuleMark, method);
    const about = new Reflector().get(About, method);
    const byPeople = new Reflector().get(ByPeople, method);
    return pathsOf(controller).flatMap((base) =>
      pathsOf(method).map((own) => ({
        method: RequestMethod[verb] ?? '',
        path: join(base, own),
        rule,
        about,
        byPeople,
        handler: `${controller.name}.${name}`,
        deniesOtherVerbs: Reflect.getMetadata(DeniesOtherVerbs.KEY, controller) === true,
      })),
    );
  });
}

function pathsOf(target: object): string[] {
  const given: unknown = Reflect.getMetadata(PATH_METADATA, target);
  return (Array.isArray(given) ? given : [given]).map((path) => String(path ?? ''));
}

function join(...parts: string[]): string {
  const path = parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/');
  return `/${path}`;
}
