import { Injectable } from '@nestjs/common';
import { UserCaller } from '#accounts';
import { AccessService } from '#access';
import { MetadataService } from '#metadata';
import { Denied, Invalid, NotFound } from '#platform/errors';
import type { Caller } from '#platform/http';
import { Events } from '#platform/outbox';
import type { Project } from '#projects';
import { allFound, TagRepository, type Tag } from '#tags';
import { CodeReferenceRepository } from './code-references/code-reference.repository.js';
import type { CreateFeatureDto, UpdateFeatureDto } from './feature.dto.js';
import { Feature, NAME_TAKEN } from './feature.entity.js';
import { FeatureCreated, FeatureDeleted, FeatureUpdated } from './feature.events.js';
import { checkFeatureName } from './feature-name.js';
import { FeatureRepository } from './feature.repository.js';
import { OwnerCandidates } from './owners/owner-candidates.query.js';
import { MultivariateOption } from './multivariate/multivariate-option.entity.js';
import { MultivariateOptionRepository } from './multivariate/multivariate-option.repository.js';
import { applyOption } from './multivariate/multivariate-options.service.js';

@Injectable()
export class FeaturesService {
  constructor(
    private readonly features: FeatureRepository,
    private readonly options: MultivariateOptionRepository,
    private readonly tags: TagRepository,
    private readonly events: Events,
    private readonly access: AccessService,
    private readonly candidates: OwnerCandidates,
    private readonly metadata: MetadataService,
    private readonly references: CodeReferenceRepository,
  ) {}

  /** With its options, owners and tags. @throws NotFound */
  async find(project: Project, id: number): Promise<Feature> {
    const feature = await this.features.find(project.id, id);
    if (!feature) throw NotFound.of('Feature');
    await this.metadata.load('feature', [feature]);
    feature.codeReferences = (await this.references.counts([id])).get(id) ?? [];
    return feature;
  }

  /** A state in every environment comes with it. */
  async create(project: Project, input: CreateFeatureDto, caller: Caller): Promise<Feature> {
    checkFeatureName(project, input.name);
    if (await this.features.isNameTaken(project.id, input.name)) throw Invalid.field('name', NAME_TAKEN);
    const options = optionsOf(input);
    if (options.length > 0) await this.requireAdmin(project, caller);
    await this.metadata.check('feature', project.id, input.metadata);
    const feature = Object.assign(new Feature(), {
      projectId: project.id,
      name: input.name,
      description: input.description ?? null,
      initialValue: input.initial_value ?? null,
      defaultEnabled: input.default_enabled ?? false,
      isArchived: input.is_archived ?? false,
      isServerKeyOnly: input.is_server_key_only ?? false,
      type: options.length > 0 ? 'MULTIVARIATE' : (input.type ?? 'STANDARD'),
      ...(await this.ownersFor(project, input, caller)),
      tags: await this.tagsFor(project.id, input.tags ?? []),
    });
    const saved = await this.features.save(feature);
    await this.metadata.write('feature', saved, input.metadata);
    saved.options = [];
    for (const option of options)
      saved.options.push(await this.options.save(Object.assign(option, { featureId: saved.id })));
    await this.events.publish(new FeatureCreated({ featureId: saved.id, projectId: project.id }));
    return saved;
  }

  /** @throws Invalid for anybody who may not own it, and for nobody where the project wants owners */
  private async ownersFor(
    project: Project,
    { owners: userIds = [], group_owners: groupIds = [] }: CreateFeatureDto,
    caller: Caller,
  ): Promise<Pick<Feature, 'owners' | 'groupOwners'>> {
    if (project.enforceFeatureOwners && userIds.length + groupIds.length === 0)
      throw Invalid.whole('This project requires at least one owner or group owner when creating a feature.');
    const users = await this.candidates.users(project, userIds);
    if (users.strangers.length > 0)
      throw Invalid.field(
        'owners',
        `Users with ids [${users.strangers.join(', ')}] do not have access to this project.`,
      );
    const groups = await this.candidates.groups(project, groupIds);
    if (groups.strangers.length > 0)
      throw Invalid.field(
        'group_owners',
        `Groups with ids [${groups.strangers.join(', ')}] do not belong to this project's organisation.`,
      );
    const creator = caller instanceof UserCaller ? [caller.user] : [];
    return { owners: userIds.length > 0 ? users.found : creator, groupOwners: groups.found };
  }

  private async requireAdmin(project: Project, caller: Caller): Promise<void> {
    const rights = await this.access.rightsOf(caller, project.accessPath);
    if (!rights.isAdminOf('project')) throw new Denied('User must be project admin to modify / create MV options.');
  }

  /** Name, initial value and default stay as they were made: states have begun with them. */
  async update(feature: Feature, input: UpdateFeatureDto): Promise<Feature> {
    await this.metadata.check('feature', feature.projectId, input.metadata);
    if (input.description !== undefined) feature.description = input.description;
    if (feature.options.length === 0) feature.type = input.type ?? feature.type;
    feature.isArchived = input.is_archived ?? feature.isArchived;
    feature.isServerKeyOnly = input.is_server_key_only ?? feature.isServerKeyOnly;
    if (input.tags) feature.tags = await this.tagsFor(feature.projectId, input.tags);
    const saved = await this.features.save(feature);
    await this.metadata.write('feature', saved, input.metadata);
    await this.events.publish(new FeatureUpdated({ featureId: feature.id, projectId: feature.projectId }));
    return saved;
  }

  async delete(feature: Feature): Promise<void> {
    await this.features.remove(feature);
    await this.events.publish(new FeatureDeleted({ featureId: feature.id, projectId: feature.projectId }));
  }

  /** @throws Invalid for a tag of another project */
  private async tagsFor(projectId: number, ids: readonly number[]): Promise<Tag[]> {
    return allFound(ids, await this.tags.among(projectId, ids));
  }
}

function optionsOf({ multivariate_options = [] }: CreateFeatureDto): MultivariateOption[] {
  const options = multivariate_options.map((input) => applyOption(new MultivariateOption(), input));
  const total = options.reduce((sum, { defaultPercentageAllocation }) => sum + defaultPercentageAllocation, 0);
  if (total > 100) throw Invalid.field('multivariate_options', 'Invalid percentage allocation');
  return options;
}
