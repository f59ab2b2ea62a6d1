import { Injectable } from '@nestjs/common';
import { AccessService } from '#access';
import { Environment, EnvironmentRepository } from '#environments';
import { Denied, Invalid } from '#platform/errors';
import type { Caller } from '#platform/http';
import type { Feature } from '../feature.entity.js';
import { FeatureRepository } from '../feature.repository.js';
import type { NamedFeatureDto } from './flag-update.dto.js';

/** A flag that a body names, by the name or the number of its feature. */
@Injectable()
export class NamedFlagQuery {
  constructor(
    private readonly access: AccessService,
    private readonly environments: EnvironmentRepository,
    private readonly features: FeatureRepository,
  ) {}

  /** Who may not change the feature's states there is refused before anything else is looked at. @throws Denied */
  async environment(caller: Caller, key: string, body: unknown): Promise<Environment> {
    const environment = await this.environments.byApiKey(key);
    if (!environment?.project) throw new Denied();
    const feature = await this.find(environment, featureIn(body));
    const about = feature && ({ kind: 'feature', id: feature.id } as const);
    await this.access.require(caller, environment.accessPath, 'UPDATE_FEATURE_STATE', about ?? undefined);
    if (environment.minimumChangeRequestApprovals !== null)
      throw new Denied(
        'This endpoint cannot be used when change requests are enabled. Use the change request workflow instead.',
      );
    return environment;
  }

  checkName({ name, id }: NamedFeatureDto): void {
    const fault =
      name === undefined && id === undefined
        ? "Either 'name' or 'id' is required for feature identification"
        : name !== undefined && id !== undefined
          ? "Provide either 'name' or 'id', not both"
          : undefined;
    if (fault) throw new Invalid({ feature: { non_field_errors: [fault] } });
  }

  async feature(environment: Environment, named: NamedFeatureDto): Promise<Feature> {
    const feature = await this.find(environment, named);
    const shown = named.name === undefined ? `{'id': ${named.id}}` : `{'name': '${named.name}'}`;
    if (!feature) throw Invalid.list(`Feature '${shown}' not found in project`);
    return feature;
  }

  private async find({ projectId }: Environment, { name, id }: NamedFeatureDto): Promise<Feature | null> {
    if (id !== undefined) return this.features.find(projectId, id);
    return name === undefined ? null : this.features.findNamed(projectId, name);
  }
}

/** The feature of a body that nobody has checked yet. */
function featureIn(body: unknown): NamedFeatureDto {
  const feature: unknown = typeof body === 'object' && body !== null && 'feature' in body ? body.feature : undefined;
  if (typeof feature !== 'object' || feature === null) return {};
  const id = 'id' in feature ? Number(feature.id) : Number.NaN;
  return {
    ...(Number.isInteger(id) && Math.abs(id) < 2 ** 31 ? { id } : {}),
    ...('name' in feature && typeof feature.name === 'string' && !feature.name.includes('\u0000')
      ? { name: feature.name.trim() }
      : {}),
  };
}
