import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Who is asking: a person, or a key that acts for an organisation or an environment. Libs add their own kinds. */
export interface Caller {
  readonly kind: string;
  /** What the audit log calls them. */
  readonly label: string;
}

/** What the guard has found out about a request. */
export interface RequestFacts {
  caller?: Caller;
  /** The parents named in the path, by level, loaded. */
  readonly scopes: Map<string, object>;
}

const facts = new WeakMap<FastifyRequest, RequestFacts>();

export function factsOf(request: FastifyRequest): RequestFacts {
  let known = facts.get(request);
  if (!known) facts.set(request, (known = { scopes: new Map() }));
  return known;
}

/** The caller, on a route whose rule asks for one. */
export const CallerOf = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return factsOf(context.switchToHttp().getRequest<FastifyRequest>()).caller;
});

/** The parent of a level that the rule's guard has loaded. Libs name theirs: `const InProject = () => Scoped('project')`. */
export const Scoped = createParamDecorator((level: string, context: ExecutionContext) => {
  const scope = factsOf(context.switchToHttp().getRequest<FastifyRequest>()).scopes.get(level);
  if (!scope) throw new Error(`no ${level} was loaded for this route; its rule names another level`);
  return scope;
});
