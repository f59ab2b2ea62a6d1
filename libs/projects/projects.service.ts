import { Injectable } from '@nestjs/common';
import { AccessService } from '#access';
import { OrganisationRepository } from '#organisations';
import { Denied, Invalid } from '#platform/errors';
import type { Caller } from '#platform/http';
import { Events } from '#platform/outbox';
import type { CreateProjectDto, UpdateProjectDto } from './project.dto.js';
import { Project } from './project.entity.js';
import { ProjectCreated, ProjectDeleted, ProjectUpdated } from './project.events.js';
import { ProjectRepository } from './project.repository.js';

@Injectable()
export class ProjectsService {
  constructor(
    private readonly projects: ProjectRepository,
    private readonly organisations: OrganisationRepository,
    private readonly access: AccessService,
    private readonly events: Events,
  ) {}

  /** @throws Denied without CREATE_PROJECT, Invalid for a taken name */
  async create(input: CreateProjectDto, caller: Caller): Promise<Project> {
    const organisation = await this.organisations.byId(input.organisation);
    if (!organisation) throw new Denied();
    const needed = organisation.restrictProjectCreateToAdmin ? 'admin' : 'CREATE_PROJECT';
    await this.access.require(caller, organisation.accessPath, needed);
    const project = Object.assign(new Project(), { organisationId: organisation.id });
    const saved = await this.save(project, input);
    await this.access.makeAdmin(caller, saved.accessPath);
    await this.events.publish(new ProjectCreated({ projectId: saved.id }));
    return saved;
  }

  async update(project: Project, input: Partial<UpdateProjectDto>): Promise<Project> {
    const saved = await this.save(project, input);
    await this.events.publish(new ProjectUpdated({ projectId: project.id }));
    return saved;
  }

  async delete(project: Project): Promise<void> {
    await this.projects.remove(project);
    await this.events.publish(new ProjectDeleted({ projectId: project.id }));
  }

  private async save(project: Project, input: Partial<UpdateProjectDto>): Promise<Project> {
    if (input.name !== undefined && (await this.projects.isNameTaken(project.organisationId, input.name, project.id)))
      throw Invalid.whole('A project with this name already exists.');
    apply(project, input);
    return this.projects.save(project);
  }
}

function apply(project: Project, input: Partial<UpdateProjectDto>): void {
  project.name = input.name ?? project.name;
  project.hideDisabledFlags = input.hide_disabled_flags ?? project.hideDisabledFlags;
  project.preventFlagDefaults = input.prevent_flag_defaults ?? project.preventFlagDefaults;
  project.enableRealtimeUpdates = input.enable_realtime_updates ?? project.enableRealtimeUpdates;
  project.onlyAllowLowerCaseFeatureNames =
    input.only_allow_lower_case_feature_names ?? project.onlyAllowLowerCaseFeatureNames;
  project.staleFlagsLimitDays = input.stale_flags_limit_days ?? project.staleFlagsLimitDays;
  project.enforceFeatureOwners = input.enforce_feature_owners ?? project.enforceFeatureOwners;
  if (input.feature_name_regex !== undefined) project.featureNameRegex = input.feature_name_regex;
  if (input.minimum_change_request_approvals !== undefined)
    project.minimumChangeRequestApprovals = input.minimum_change_request_approvals;
}
