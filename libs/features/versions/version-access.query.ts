import { Injectable } from '@nestjs/common';
import { AccessService } from '#access';
import { Environment } from '#environments';
import { Database } from '#platform/database';
import { NotFound } from '#platform/errors';
import type { Caller } from '#platform/http';
import { Project } from '#projects';
import { Feature } from '../feature.entity.js';

/** A feature and an environment that a path names by their numbers. */
@Injectable()
export class VersionAccess {
  constructor(
    private readonly database: Database,
    private readonly access: AccessService,
  ) {}

  /** @throws NotFound for what the caller may not see, the feature first */
  async enter(
    caller: Caller,
    environmentId: number,
    featureId: number,
  ): Promise<{ environment: Environment; feature: Feature }> {
    const { manager } = this.database;
    const feature = await manager.findOneBy(Feature, { id: featureId });
    const project = feature && (await manager.findOneBy(Project, { id: feature.projectId }));
    const rights = project && (await this.access.rightsOf(caller, project.accessPath));
    if (!feature || !rights?.has('project', 'VIEW_PROJECT')) throw NotFound.of('Feature');
    const where = { id: environmentId, projectId: feature.projectId };
    const environment = await manager.findOne(Environment, { where, relations: { project: true } });
    const sees = environment && (await this.access.rightsOf(caller, environment.accessPath));
    if (!environment || !sees?.has('environment', 'VIEW_ENVIRONMENT')) throw NotFound.of('Environment');
    return { environment, feature };
  }
}
