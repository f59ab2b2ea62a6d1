import { Injectable } from '@nestjs/common';
import { Invalid } from '#platform/errors';
import { Events } from '#platform/outbox';
import { FeatureVersionPublished } from '../feature.events.js';
import type { FeatureVersion } from './feature-version.entity.js';
import { FeatureVersionRepository } from './feature-version.repository.js';
import { GoingLive } from './going-live.js';
import { VersionContentsRepository } from './version-contents.repository.js';
import { mergeVersions, placesOf, type Content, type Merge } from './version-merge.js';

/**
 * Versions of a feature follow each other, each with all that the feature is. So that none undoes what another one did, a
 * version takes over what happened since it was begun, and hands on to those that are scheduled after it. Under a lock on the
 * feature.
 */
@Injectable()
export class PublishingService {
  constructor(
    private readonly versions: FeatureVersionRepository,
    private readonly contents: VersionContentsRepository,
    private readonly goingLive: GoingLive,
    private readonly events: Events,
  ) {}

  /**
   * Again, for one that waits for its moment, it gives it another; a live one stays as it is.
   * @throws Invalid where somebody has published another change of the same thing since the draft was begun
   */
  async publish(version: FeatureVersion, liveFrom: Date | null, publishedById: number | null): Promise<FeatureVersion> {
    const waits = version.publishedAt !== null;
    if (version.isLive || (waits && liveFrom === null)) return version;
    if (waits) await this.withdraw(version);
    const published = await this.versions.publish(version, liveFrom ?? version.liveFrom, publishedById);
    await this.contents.arrange(published, placesOf(await this.contents.of(published.uuid)));
    const before = await this.versions.before(published);
    if (before) await this.catchUp(published, before);
    await this.handOn(await this.versions.after(published), await this.contents.of(before?.uuid ?? null), published);
    const { uuid, environmentId, featureId } = published;
    const moment = published.liveFrom?.toISOString() ?? '';
    await this.events.publish(
      new FeatureVersionPublished({ versionUuid: uuid, environmentId, featureId, liveFrom: moment }),
    );
    if (published.isLive) await this.goingLive.announce(published);
    else await this.goingLive.schedule(published);
    return published;
  }

  /** Takes a version that waits for its moment out of its row; those behind it lose what they had from it. */
  async withdraw(version: FeatureVersion): Promise<void> {
    const before = await this.versions.before(version);
    const after = await this.versions.after(version);
    await this.versions.withdraw(version);
    if (before) await this.handOn(after, await this.contents.of(version.uuid), before);
    await this.versions.rebase(version, before?.uuid ?? null);
  }

  private async catchUp(version: FeatureVersion, before: FeatureVersion): Promise<void> {
    if (version.basedOn === before.uuid) return;
    await this.versions.setBase(version, before.uuid);
    if (version.basedOn === null) return;
    const [base, news, mine] = [
      await this.contents.of(version.basedOn),
      await this.contents.of(before.uuid),
      await this.contents.of(version.uuid),
    ];
    const merge = mergeVersions(base, news, mine);
    if (merge.conflicts.length > 0 || merge.orderConflicts) throw new Invalid({ message: conflictIn(merge) });
    await this.apply(merge, before, version, news);
  }

  /** What a later version has changed itself, stays. */
  private async handOn(
    later: readonly FeatureVersion[],
    base: readonly Content[],
    changed: FeatureVersion,
  ): Promise<void> {
    let [was, from] = [base, changed];
    for (const version of later) {
      const mine = await this.contents.of(version.uuid);
      const news = await this.contents.of(from.uuid);
      await this.versions.setBase(version, from.uuid);
      await this.apply(mergeVersions(was, news, mine), from, version, news);
      [was, from] = [mine, version];
    }
  }

  private async apply(
    { take, order }: Merge,
    from: FeatureVersion,
    into: FeatureVersion,
    news: readonly Content[],
  ): Promise<void> {
    const there = new Set(news.map(({ segmentId }) => segmentId));
    if (take.length > 0) {
      await this.contents.drop(into, take);
      await this.contents.copy(
        from.uuid,
        into,
        take.filter((key) => there.has(key)),
      );
    }
    await this.contents.arrange(into, order);
  }
}

function conflictIn({ conflicts }: Merge): string {
  const what = conflicts.map((key) => (key === null ? 'the environment default' : `the override of segment ${key}`));
  const subject = what.length > 0 ? what.join(' and ') : 'the order of segment overrides';
  return `An unresolvable conflict occurred: a version published since then changes ${subject} too.`;
}
