import { Injectable } from '@nestjs/common';
import { EnvironmentCreated, EnvironmentRepository } from '#environments';
import { Within } from '#platform/outbox';
import { ProjectRepository } from '#projects';
import { FeatureCreated } from '../feature.events.js';
import { FeatureRepository } from '../feature.repository.js';
import { FeatureStateRepository } from './feature-state.repository.js';

/** Every feature has a state in every environment, from the moment that either is there. */
@Injectable()
export class NewStates {
  constructor(
    private readonly states: FeatureStateRepository,
    private readonly features: FeatureRepository,
    private readonly environments: EnvironmentRepository,
    private readonly projects: ProjectRepository,
  ) {}

  @Within(FeatureCreated)
  async ofNewFeature({ payload: { featureId, projectId } }: FeatureCreated): Promise<void> {
    const feature = await this.features.find(projectId, featureId);
    if (feature)
      await this.states.makeDefaults(
        [feature],
        await this.environments.idsIn(projectId),
        await this.startBare(projectId),
      );
  }

  @Within(EnvironmentCreated)
  async inNewEnvironment({ payload: { environmentId, projectId } }: EnvironmentCreated): Promise<void> {
    await this.states.makeDefaults(
      await this.features.inProject(projectId),
      [environmentId],
      await this.startBare(projectId),
    );
  }

  private async startBare(projectId: number): Promise<boolean> {
    return (await this.projects.byId(projectId))?.preventFlagDefaults ?? false;
  }
}
