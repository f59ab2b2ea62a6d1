import { applyDecorators } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiSecurity } from '@nestjs/swagger';

/** What a route asks of its caller. Each route has exactly one; a route without is closed. */
export type Rule =
  | { readonly kind: 'public' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'can'; readonly level: string; readonly permission: string; readonly refusal: Refusal }
  | { readonly kind: 'sdk-key'; readonly side: 'client' | 'server' }
  | { readonly kind: 'signed'; readonly by: string };

/** Whether a caller who may not even see the thing hears "no" (403) or "there is nothing" (404). */
export type Refusal = 'denied' | 'hidden';

export const RuleMark = Reflector.createDecorator<Rule>();

/** What OpenAPI calls the credentials of a signed-in caller. */
export const SIGNED_IN_SECURITY = ['token', 'apiKey', 'bearer', 'cookie'] as const;

const signedIn = (): MethodDecorator[] => SIGNED_IN_SECURITY.map((name) => ApiSecurity(name));

/** Everybody. */
export const Public = (): MethodDecorator => RuleMark({ kind: 'public' });

/** Anybody with an account or a key of an organisation. */
export const SignedIn = (): MethodDecorator => applyDecorators(RuleMark({ kind: 'signed-in' }), ...signedIn());

/**
 * A caller with a permission on the thing that the path names: `project:CREATE_FEATURE` loads the project and asks.
 * `admin` and `member` stand for any admin and any member of that level.
 * @param refusal what a caller is told who may not even see it: 403, or 404 as if there were nothing. With `hidden`, who may
 * do it and not see it hears 404 too.
 */
export function Can(permission: `${string}:${string}`, refusal: Refusal = 'denied'): MethodDecorator {
  const [level = '', key = ''] = permission.split(':');
  return applyDecorators(RuleMark({ kind: 'can', level, permission: key, refusal }), ...signedIn());
}

/** On top of the rule: only people, no keys. Who holds a key shall not make more of them. */
export const ByPeople = Reflector.createDecorator<true>();

/**
 * On a controller: its paths that do not end in an id answer 403, and not 405, to a verb that they have not.
 * // upstream: permissions that know nothing of an action refuse it
 */
export const DeniesOtherVerbs = Reflector.createDecorator<true>();

/** Where a request says which single thing it is about: a parameter of the path, or a field of the body. */
export interface SubjectPlace {
  readonly kind: string;
  readonly in: 'path' | 'body';
  readonly name: string;
}

/** On top of the rule: what the request is about. A right may be limited to some of the things of its level. */
export const About = Reflector.createDecorator<SubjectPlace>();

/** What a caller hears whom the rules of these routes refuse, where it is not the usual sentence. */
export const RefusedWith = Reflector.createDecorator<string>();

/** An SDK with the key of an environment in `X-Environment-Key`; `server` asks for a server-side key. */
export const SdkKey = (side: 'client' | 'server'): MethodDecorator =>
  applyDecorators(RuleMark({ kind: 'sdk-key', side }), ApiSecurity('environmentKey'));

/** A message whose signature the handler itself checks, such as an incoming webhook. */
export const Signed = (by: string): MethodDecorator => RuleMark({ kind: 'signed', by });

/** A rule in one word, for the route table. */
export function describeRule(rule: Rule | undefined): string {
  if (!rule) return 'closed';
  switch (rule.kind) {
    case 'can':
      return `${rule.level}:${rule.permission}`;
    case 'sdk-key':
      return `${rule.side} SDK key`;
    case 'signed':
      return `signed by ${rule.by}`;
    default:
      return rule.kind;
  }
}
