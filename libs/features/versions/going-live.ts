import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Events, type DomainEvent } from '#platform/outbox';
import { FeatureSegmentChanged, FeatureStateChanged, FeatureVersionWentLive } from '../feature.events.js';
import { FeatureRepository } from '../feature.repository.js';
import { FeatureStateRepository } from '../states/feature-state.repository.js';
import type { FeatureVersion } from './feature-version.entity.js';
import { FeatureVersionRepository } from './feature-version.repository.js';
import { ScheduledChangeRepository } from './scheduled-change.repository.js';
import { VersionContentsRepository } from './version-contents.repository.js';
import { changesBetween } from './version-merge.js';

/** Tells everybody of what begins to count, at its moment, once. What counts is a matter of dates, and needs no help. */
@Injectable()
export class GoingLive {
  constructor(
    private readonly database: Database,
    private readonly scheduled: ScheduledChangeRepository,
    private readonly features: FeatureRepository,
    private readonly versions: FeatureVersionRepository,
    private readonly contents: VersionContentsRepository,
    private readonly states: FeatureStateRepository,
    private readonly events: Events,
  ) {}

  async schedule(version: FeatureVersion): Promise<void> {
    await this.scheduled.add(version);
  }

  /** Whatever of a feature is not as it was in the version before. */
  async announce(version: FeatureVersion): Promise<void> {
    const { uuid, environmentId, featureId } = version;
    const before = await this.versions.before(version);
    const changes = changesBetween(await this.contents.of(before?.uuid ?? null), await this.contents.of(uuid));
    const events = changes.flatMap(({ from, to, changed, moved }): DomainEvent[] => {
      const { stateId = null, featureSegmentId = null } = to ?? from ?? {};
      const place = { environmentId, featureId };
      return [
        ...(changed && stateId !== null
          ? [new FeatureStateChanged({ ...place, stateId, identityId: null, featureSegmentId })]
          : []),
        ...(moved && featureSegmentId !== null ? [new FeatureSegmentChanged({ ...place, featureSegmentId })] : []),
      ];
    });
    await this.events.publish(...events, new FeatureVersionWentLive({ versionUuid: uuid, environmentId, featureId }));
  }

  /**
   * Tells of the first change whose moment has come, if there is one.
   * @returns whether there was one, told here or by another process
   */
  async announceNext(): Promise<boolean> {
    const due = await this.scheduled.due();
    if (!due) return false;
    await this.database.transaction(async () => {
      await this.features.lock(due.featureId);
      if (await this.scheduled.take(due.id)) await this.announceDue(due);
    });
    return true;
  }

  private async announceDue({
    versionUuid,
    stateId,
  }: {
    versionUuid: string | null;
    stateId: number | null;
  }): Promise<void> {
    const version = versionUuid === null ? undefined : await this.versions.byUuid(versionUuid);
    if (version) return this.announce(version);
    const state = stateId === null ? null : await this.states.byId(stateId);
    if (!state) return;
    const { id, featureId, environmentId, identityId, featureSegmentId } = state;
    await this.events.publish(
      new FeatureStateChanged({ stateId: id, featureId, environmentId, identityId, featureSegmentId }),
    );
  }
}
