import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Denied, Unauthenticated } from '#platform/errors';
import { factsOf, type Caller } from './caller.js';
import { Credentials } from './credentials.js';
import { INT32_MAX } from './fields/index.js';
import { About, ByPeople, RefusedWith, RuleMark, type Rule, type SubjectPlace } from './rules.js';
import { Permissions, Scopes, type Subject } from './scopes.js';

/** Holds every route to its rule. Closed by default: a route that declares none answers 403. */
@Injectable()
export class RuleGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly credentials: Credentials,
    private readonly scopes: Scopes,
    private readonly permissions: Permissions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.get(RuleMark, context.getHandler());
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Params: Record<string, string> }>>();
    if (!rule) throw new Denied();
    if (rule.kind === 'public' || rule.kind === 'signed') return true;
    const caller = await this.callerOf(rule, request);
    if (this.reflector.get(ByPeople, context.getHandler()) && caller.kind !== 'user') throw new Unauthenticated();
    factsOf(request).caller = caller;
    if (rule.kind !== 'can') return true;
    try {
      const place = this.reflector.get(About, context.getHandler());
      await this.enter(rule, caller, request, place && subjectAt(place, request));
    } catch (error) {
      const sentence = this.reflector.getAllAndOverride(RefusedWith, [context.getHandler(), context.getClass()]);
      throw sentence && error instanceof Denied ? new Denied(sentence) : error;
    }
    return true;
  }

  private async callerOf(rule: Rule, request: FastifyRequest): Promise<Caller> {
    if (rule.kind === 'sdk-key') {
      const caller = await this.credentials.sdk(request);
      if (!caller || (rule.side === 'server' && caller.kind !== 'server-key'))
        throw new Denied('Invalid or missing Environment key');
      return caller;
    }
    const caller = await this.credentials.signedIn(request);
    if (!caller) throw new Unauthenticated();
    return caller;
  }

  private async enter(
    rule: Extract<Rule, { kind: 'can' }>,
    caller: Caller,
    request: FastifyRequest<{ Params: Record<string, string> }>,
    about: Subject | undefined,
  ): Promise<void> {
    const loader = this.scopes.loader(rule.level);
    const scope = await loader.load(request.params);
    if (!scope)
      throw rule.refusal === 'denied' && loader.isGuessable?.(request.params) ? new Denied() : loader.absent();
    const verdict = await this.permissions.judge(caller, rule.level, scope, rule.permission, about);
    if (rule.refusal === 'hidden' && (verdict === 'hidden' || verdict === 'blind')) throw loader.absent();
    if (verdict === 'hidden' || verdict === 'denied') throw new Denied();
    factsOf(request).scopes.set(rule.level, scope);
  }
}

/** Closed where it says nothing clear: then only rights without limits count. */
function subjectAt({ kind, in: where, name }: SubjectPlace, request: FastifyRequest): Subject | undefined {
  const from: unknown = where === 'path' ? request.params : request.body;
  const value: unknown =
    typeof from === 'object' && from !== null && Object.hasOwn(from, name) ? Reflect.get(from, name) : undefined;
  const id = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
  return typeof id === 'number' && Number.isInteger(id) && id > 0 && id <= INT32_MAX ? { kind, id } : undefined;
}
