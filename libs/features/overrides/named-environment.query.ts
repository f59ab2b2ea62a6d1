import { Injectable } from '@nestjs/common';
import { AccessService } from '#access';
import { Environment } from '#environments';
import { Database } from '#platform/database';
import { Denied } from '#platform/errors';
import type { Caller } from '#platform/http';

/** What may be asked of a caller here. What may be limited to tags is asked about one feature. */
export type Wanted =
  | 'organisation:member'
  | 'project:VIEW_PROJECT'
  | 'environment:VIEW_ENVIRONMENT'
  | { readonly key: 'UPDATE_FEATURE_STATE' | 'MANAGE_SEGMENT_OVERRIDES'; readonly featureId: number };

/** Environments that a body, a query or a row names by their number, where no rule of the route could ask. */
@Injectable()
export class NamedEnvironmentQuery {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  /** @throws Denied for one that does not exist or that the caller may not do this in */
  async open(caller: Caller, id: number | null | undefined, wanted: Wanted): Promise<Environment> {
    const environment = await this.find(caller, id, wanted);
    if (!environment) throw new Denied();
    return environment;
  }

  /** With its project; undefined where the caller may not. */
  async find(caller: Caller, id: number | null | undefined, wanted: Wanted): Promise<Environment | undefined> {
    if (id === null || id === undefined) return undefined;
    const where = { id };
    const environment = await this.database.manager.findOne(Environment, { where, relations: { project: true } });
    if (!environment?.project) return undefined;
    return (await this.allows(caller, environment, wanted)) ? environment : undefined;
  }

  private async allows(caller: Caller, { accessPath }: Environment, wanted: Wanted): Promise<boolean> {
    if (typeof wanted === 'object') {
      const rights = await this.access.rightsOf(caller, accessPath, { kind: 'feature', id: wanted.featureId });
      return rights.has('environment', wanted.key);
    }
    const rights = await this.access.rightsOf(caller, accessPath);
    if (wanted === 'organisation:member') return rights.member;
    return wanted === 'project:VIEW_PROJECT'
      ? rights.has('project', 'VIEW_PROJECT')
      : rights.has('environment', 'VIEW_ENVIRONMENT');
  }
}
