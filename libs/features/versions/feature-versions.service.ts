import { Injectable } from '@nestjs/common';
import { UserCaller } from '#accounts';
import type { Environment } from '#environments';
import { Invalid, NotFound, Refused } from '#platform/errors';
import type { Caller } from '#platform/http';
import type { Feature } from '../feature.entity.js';
import { FeatureRepository } from '../feature.repository.js';
import type { CreateFeatureVersionDto } from './feature-version.dto.js';
import type { FeatureVersion } from './feature-version.entity.js';
import { FeatureVersionRepository, type VersionLine } from './feature-version.repository.js';
import { PublishingService } from './publishing.service.js';
import { VersionChangesService } from './version-changes.service.js';
import { VersionContentsRepository } from './version-contents.repository.js';
import { VersioningRepository } from './versioning.repository.js';

/** Versions are begun, published and thrown away. Each under a lock on the feature. */
@Injectable()
export class FeatureVersionsService {
  constructor(
    private readonly versions: FeatureVersionRepository,
    private readonly contents: VersionContentsRepository,
    private readonly changes: VersionChangesService,
    private readonly publishing: PublishingService,
    private readonly versioning: VersioningRepository,
    private readonly features: FeatureRepository,
  ) {}

  async find(line: VersionLine, uuid: string): Promise<FeatureVersion> {
    const version = await this.versions.find(line, uuid);
    if (!version) throw NotFound.of('EnvironmentFeatureVersion');
    return version;
  }

  /**
   * A draft that nobody else can publish or throw away until the transaction ends.
   * @throws Refused for a version that is published
   */
  async openDraft(line: VersionLine, uuid: string): Promise<FeatureVersion> {
    await this.find(line, uuid);
    const version = await this.open(line, uuid);
    if (version.publishedAt !== null) throw new Refused('Cannot modify published version.');
    await this.versions.touch(version);
    return version;
  }

  /** Begins with what counts at its moment, then changes what is given. */
  async create(
    environment: Environment,
    feature: Feature,
    input: CreateFeatureVersionDto,
    caller: Caller,
  ): Promise<FeatureVersion> {
    if (!(await this.versioning.hold(environment.id)))
      throw new Invalid({ environment: 'Environment must use v2 feature versioning.' });
    const segments = await this.changes.holdSegments(environment, input);
    await this.features.lock(feature.id);
    const line = { environmentId: environment.id, featureId: feature.id };
    const liveFrom = momentOf(input.live_from);
    const base = await this.versions.at(line, liveFrom);
    const facts = { description: input.description ?? null, liveFrom, createdById: personOf(caller) };
    const draft = await this.versions.create(line, { ...facts, basedOn: base?.uuid ?? null });
    if (base) await this.contents.copy(base.uuid, draft);
    await this.changes.apply(environment, feature, draft, input, segments);
    return input.publish_immediately ? this.publishing.publish(draft, null, personOf(caller)) : draft;
  }

  /** Where no moment is given: the one that was proposed for it, else now. */
  async publish(
    line: VersionLine,
    uuid: string,
    liveFrom: string | undefined,
    caller: Caller,
  ): Promise<FeatureVersion> {
    return this.publishing.publish(await this.open(line, uuid), momentOf(liveFrom), personOf(caller));
  }

  async delete(line: VersionLine, uuid: string): Promise<void> {
    const version = await this.open(line, uuid);
    if (version.isLive) throw new Refused('Cannot delete a live version.');
    if (version.publishedAt !== null) await this.publishing.withdraw(version);
    await this.versions.remove(version);
  }

  /** What is loaded before the lock may be old by then. */
  private async open(line: VersionLine, uuid: string): Promise<FeatureVersion> {
    await this.versioning.hold(line.environmentId);
    await this.features.lock(line.featureId);
    return this.find(line, uuid);
  }
}

const momentOf = (text: string | null | undefined): Date | null => (text == null ? null : new Date(text));

const personOf = (caller: Caller): number | null => (caller instanceof UserCaller ? caller.user.id : null);
