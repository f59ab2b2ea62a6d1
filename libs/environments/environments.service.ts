import { Injectable } from '@nestjs/common';
import { AccessService } from '#access';
import { MetadataService } from '#metadata';
import { Denied, Invalid } from '#platform/errors';
import type { Caller } from '#platform/http';
import { Events } from '#platform/outbox';
import { ProjectRepository } from '#projects';
import type { CreateEnvironmentDto, UpdateEnvironmentDto } from './environment.dto.js';
import { Environment } from './environment.entity.js';
import { EnvironmentCreated, EnvironmentDeleted, EnvironmentUpdated } from './environment.events.js';
import { EnvironmentRepository } from './environment.repository.js';
import { newKey } from './keys.js';

@Injectable()
export class EnvironmentsService {
  constructor(
    private readonly environments: EnvironmentRepository,
    private readonly projects: ProjectRepository,
    private readonly access: AccessService,
    private readonly metadata: MetadataService,
    private readonly events: Events,
  ) {}

  /** @throws Denied without CREATE_ENVIRONMENT on the project, Invalid for a taken name */
  async create(input: CreateEnvironmentDto, caller: Caller): Promise<Environment> {
    const project = input.project == null ? null : await this.projects.byId(input.project);
    if (!project) throw new Denied();
    await this.access.require(caller, project.accessPath, 'CREATE_ENVIRONMENT');
    const environment = Object.assign(new Environment(), { projectId: project.id, project, apiKey: newKey() });
    const saved = await this.save(environment, input);
    await this.access.makeAdmin(caller, saved.accessPath);
    await this.events.publish(new EnvironmentCreated({ environmentId: saved.id, projectId: project.id }));
    return saved;
  }

  async update(environment: Environment, input: Partial<UpdateEnvironmentDto>): Promise<Environment> {
    const saved = await this.save(environment, input);
    await this.events.publish(new EnvironmentUpdated({ environmentId: environment.id }));
    return saved;
  }

  async delete(environment: Environment): Promise<void> {
    await this.environments.remove(environment);
    await this.events.publish(new EnvironmentDeleted({ environmentId: environment.id }));
  }

  private async save(environment: Environment, input: Partial<UpdateEnvironmentDto>): Promise<Environment> {
    if (
      input.name !== undefined &&
      input.name !== environment.name &&
      (await this.environments.isNameTaken(environment.projectId, input.name, environment.id))
    )
      throw Invalid.whole('An environment with this name already exists.');
    await this.metadata.check('environment', environment.projectId, input.metadata);
    apply(environment, input);
    const saved = await this.environments.save(environment);
    await this.metadata.write('environment', saved, input.metadata);
    return saved;
  }
}

function apply(environment: Environment, input: Partial<UpdateEnvironmentDto>): void {
  if (input.name !== undefined && input.name !== environment.name) environment.sharesName = false;
  environment.name = input.name ?? environment.name;
  environment.apiKey = input.api_key ?? environment.apiKey;
  environment.allowClientTraits = input.allow_client_traits ?? environment.allowClientTraits;
  environment.hideSensitiveData = input.hide_sensitive_data ?? environment.hideSensitiveData;
  environment.useIdentityCompositeKeyForHashing =
    input.use_identity_composite_key_for_hashing ?? environment.useIdentityCompositeKeyForHashing;
  environment.useIdentityOverridesInLocalEval =
    input.use_identity_overrides_in_local_eval ?? environment.useIdentityOverridesInLocalEval;
  if (input.description !== undefined) environment.description = input.description;
  if (input.banner_text !== undefined) environment.bannerText = input.banner_text;
  if (input.banner_colour !== undefined) environment.bannerColour = input.banner_colour;
  if (input.hide_disabled_flags !== undefined) environment.hideDisabledFlags = input.hide_disabled_flags;
  if (input.minimum_change_request_approvals !== undefined)
    environment.minimumChangeRequestApprovals = input.minimum_change_request_approvals;
}
