import { Injectable } from '@nestjs/common';
import { Refused } from '#platform/errors';
import { FeatureRepository } from '../feature.repository.js';
import { FeatureVersionRepository } from './feature-version.repository.js';
import { VersioningRepository } from './versioning.repository.js';

/** Where a row is that somebody wants to write without going through versions. */
interface Written {
  readonly environmentId: number;
  readonly featureId: number;
  readonly environmentFeatureVersion: string | null;
}

/** In an environment with versions only drafts and the overrides of identities are written directly. */
@Injectable()
export class DirectWrites {
  constructor(
    private readonly versioning: VersioningRepository,
    private readonly versions: FeatureVersionRepository,
    private readonly features: FeatureRepository,
  ) {}

  /**
   * The environment keeps or does without versions until the transaction ends.
   * @returns whether what is written counts at once; else it is a draft's
   * @throws Refused for what a published version consists of
   */
  async allow({ environmentId, featureId, environmentFeatureVersion: uuid }: Written): Promise<'counts' | 'draft'> {
    if (!(await this.versioning.hold(environmentId))) return 'counts';
    if (uuid === null) throw new Refused(DIRECT);
    await this.features.lock(featureId);
    const version = await this.versions.byUuid(uuid);
    if (version?.publishedAt !== null) throw new Refused(DIRECT);
    return 'draft';
  }
}

const DIRECT = 'This environment uses v2 feature versioning. Use the environment feature version endpoint instead.';
