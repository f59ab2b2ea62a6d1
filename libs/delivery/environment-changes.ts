import { Injectable } from '@nestjs/common';
import {
  EnvironmentCloned,
  EnvironmentCreated,
  EnvironmentDeleted,
  EnvironmentUpdated,
  ServerKeyChanged,
} from '#environments';
import {
  FeatureCreated,
  FeatureDeleted,
  FeatureSegmentChanged,
  FeatureStateChanged,
  FeatureUpdated,
  FeatureVersionWentLive,
} from '#features';
import { IdentityDeleted, IdentityRenamed } from '#identities';
import { OrganisationDeleted, OrganisationUpdated } from '#organisations';
import { Within } from '#platform/outbox';
import { ProjectDeleted, ProjectUpdated } from '#projects';
import { SegmentCreated, SegmentDeleted, SegmentUpdated } from '#segments';
import { EnvironmentTouch } from './environment-touch.query.js';

/** The channel on which PostgreSQL tells every api process that an environment must be loaded again. */
export const ENVIRONMENT_CHANGED = 'environment_changed';

/** Whatever an SDK could notice moves the date of the environments concerned, in the transaction of the change. */
@Injectable()
export class EnvironmentChanges {
  constructor(private readonly touch: EnvironmentTouch) {}

  @Within(
    EnvironmentCloned,
    EnvironmentCreated,
    EnvironmentUpdated,
    EnvironmentDeleted,
    ServerKeyChanged,
    FeatureStateChanged,
    FeatureSegmentChanged,
    FeatureVersionWentLive,
    IdentityDeleted,
    IdentityRenamed,
  )
  async ofEnvironment({ payload }: { payload: { environmentId: number } }): Promise<void> {
    await this.touch.environments('id', payload.environmentId);
  }

  @Within(
    ProjectUpdated,
    ProjectDeleted,
    FeatureCreated,
    FeatureUpdated,
    FeatureDeleted,
    SegmentCreated,
    SegmentUpdated,
    SegmentDeleted,
  )
  async ofProject({ payload }: { payload: { projectId: number } }): Promise<void> {
    await this.touch.environments('project_id', payload.projectId);
  }

  @Within(OrganisationUpdated, OrganisationDeleted)
  async ofOrganisation({ payload }: { payload: { organisationId: number } }): Promise<void> {
    await this.touch.environments('organisation_id', payload.organisationId);
  }
}
