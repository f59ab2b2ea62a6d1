import { Injectable } from '@nestjs/common';
import { Invalid } from '#platform/errors';
import type { Project } from '#projects';
import type { Feature } from '../feature.entity.js';
import { FeatureRepository } from '../feature.repository.js';
import { FeaturesService } from '../features.service.js';
import { FeatureOwnerRepository, type OwnerKind } from './feature-owner.repository.js';
import { OwnerCandidates } from './owner-candidates.query.js';

/** Who owns a feature: people who can see its project, and groups of its organisation. Under a lock on the feature. */
@Injectable()
export class FeatureOwnersService {
  constructor(
    private readonly service: FeaturesService,
    private readonly features: FeatureRepository,
    private readonly owners: FeatureOwnerRepository,
    private readonly candidates: OwnerCandidates,
  ) {}

  /** @throws Invalid for anybody who may not own it; then nobody is added */
  async add(kind: OwnerKind, project: Project, feature: Feature, ids: readonly number[]): Promise<Feature> {
    const strangers =
      kind === 'user'
        ? (await this.candidates.users(project, ids)).strangers
        : (await this.candidates.groups(project, ids)).strangers;
    if (strangers.length > 0) throw Invalid.list(`Some ${kind}s not found`);
    await this.features.lock(feature.id);
    await this.owners.add(kind, feature.id, ids);
    return this.service.find(project, feature.id);
  }

  /** @throws Invalid where the project wants owners and nobody would be left */
  async remove(kind: OwnerKind, project: Project, feature: Feature, ids: readonly number[]): Promise<Feature> {
    await this.features.lock(feature.id);
    await this.owners.remove(kind, feature.id, ids);
    if (project.enforceFeatureOwners && !(await this.owners.hasAny(feature.id)))
      throw Invalid.list('This project requires at least one owner or group owner per feature.');
    return this.service.find(project, feature.id);
  }
}
