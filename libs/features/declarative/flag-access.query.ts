import { Injectable } from '@nestjs/common';
import { AccessService } from '#access';
import { Environment, EnvironmentRepository } from '#environments';
import { Conflict, Denied, NotFound } from '#platform/errors';
import type { Caller } from '#platform/http';
import type { Feature } from '../feature.entity.js';
import { FeatureRepository } from '../feature.repository.js';

export interface OpenFlag {
  readonly environment: Environment;
  readonly feature: Feature;
}

/** What a request wants to do with a flag: read it, or write these parts of it. */
export type FlagPart = 'environment_default' | 'segment_overrides';

const WRITING = { environment_default: 'UPDATE_FEATURE_STATE', segment_overrides: 'MANAGE_SEGMENT_OVERRIDES' } as const;

/** A flag, by the key of its environment and the number of its feature. What a caller may ask depends on the parts it names. */
@Injectable()
export class FlagAccess {
  constructor(
    private readonly access: AccessService,
    private readonly environments: EnvironmentRepository,
    private readonly features: FeatureRepository,
  ) {}

  /** @throws NotFound also for who may neither see nor write it */
  async read(caller: Caller, environmentKey: string, featureId: number): Promise<OpenFlag> {
    const { environment, may } = await this.open(caller, environmentKey, featureId);
    if (!may('VIEW_ENVIRONMENT') && !may('UPDATE_FEATURE_STATE') && !may('MANAGE_SEGMENT_OVERRIDES'))
      throw new NotFound();
    return this.withFeature(environment, featureId);
  }

  /** @throws NotFound for who may write nothing of it, Denied for a part that the caller may not write */
  async write(
    caller: Caller,
    environmentKey: string,
    featureId: number,
    parts: readonly FlagPart[],
  ): Promise<OpenFlag> {
    const { environment, may } = await this.open(caller, environmentKey, featureId);
    if (!may('UPDATE_FEATURE_STATE') && !may('MANAGE_SEGMENT_OVERRIDES')) throw new NotFound();
    if (parts.some((part) => !may(WRITING[part]))) throw new Denied();
    const flag = await this.withFeature(environment, featureId);
    if (environment.minimumChangeRequestApprovals !== null)
      throw new Conflict(
        'Cannot update flags in an environment with change requests enabled.',
        'change_requests_enabled',
      );
    return flag;
  }

  private async open(caller: Caller, environmentKey: string, featureId: number) {
    const environment = await this.environments.byApiKey(environmentKey);
    if (!environment?.project) throw new NotFound();
    const rights = await this.access.rightsOf(caller, environment.accessPath, { kind: 'feature', id: featureId });
    return { environment, may: (key: FlagRight) => rights.has('environment', key) };
  }

  private async withFeature(environment: Environment, featureId: number): Promise<OpenFlag> {
    const feature = await this.features.find(environment.projectId, featureId);
    if (!feature) throw new NotFound();
    return { environment, feature };
  }
}

type FlagRight = 'VIEW_ENVIRONMENT' | (typeof WRITING)[FlagPart];
