import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Denied, Unauthenticated, WrongVerb, type DomainError } from '#platform/errors';
import { Credentials } from './credentials.js';
import { listNestRoutes, type RouteDescription } from './route-list.js';
import { RouteTable } from './route-table.js';

const FOR_PEOPLE = new Set(['can', 'signed-in']);

/** What is said where a path is there, and the verb is not. As everywhere, who is asking comes first. */
@Injectable()
export class OtherVerbs implements OnModuleInit {
  private readonly byPath = new Map<string, RouteDescription[]>();

  constructor(
    private readonly routes: RouteTable,
    private readonly discovery: DiscoveryService,
    private readonly credentials: Credentials,
  ) {}

  onModuleInit(): void {
    for (const route of listNestRoutes(this.discovery))
      this.byPath.set(route.path, [...(this.byPath.get(route.path) ?? []), route]);
  }

  /**
   * Undefined where there is no such path at all.
   * @throws Unauthenticated for a credential that is no good
   */
  async faultOf(request: FastifyRequest): Promise<DomainError | undefined> {
    const matching = this.routes.matching(request.url.split('?', 1)[0] ?? '');
    if (matching.length === 0) return undefined;
    const known = matching.flatMap(({ url }) => this.byPath.get(url) ?? []);
    const forPeople = known.length > 0 && known.every(({ rule }) => rule && FOR_PEOPLE.has(rule.kind));
    if (forPeople && !(await this.credentials.signedIn(request))) return new Unauthenticated();
    if (known.some(({ deniesOtherVerbs, path }) => deniesOtherVerbs && !endsInId(path))) return new Denied();
    const allowed = new Set(matching.flatMap(({ methods }) => [...methods]));
    return new WrongVerb(request.method, [...allowed, 'OPTIONS']);
  }
}

const endsInId = (path: string): boolean => /\/:\w+$/.test(path);
