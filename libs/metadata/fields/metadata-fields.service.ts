import { Injectable } from '@nestjs/common';
import { AccessService } from '#access';
import { OrganisationRepository } from '#organisations';
import { Denied, Invalid, NotFound } from '#platform/errors';
import type { Caller } from '#platform/http';
import { ProjectRepository } from '#projects';
import type { CreateMetadataFieldDto, UpdateMetadataFieldDto } from './metadata-field.dto.js';
import { FIELD_NAME_TAKEN, MetadataField } from './metadata-field.entity.js';
import { MetadataFieldRepository } from './metadata-field.repository.js';

@Injectable()
export class MetadataFieldsService {
  constructor(
    private readonly fields: MetadataFieldRepository,
    private readonly organisations: OrganisationRepository,
    private readonly projects: ProjectRepository,
    private readonly access: AccessService,
  ) {}

  /** For every member of its organisation. @throws NotFound */
  async find(id: number, caller: Caller): Promise<MetadataField> {
    const field = await this.fields.byId(id);
    const rights = field && (await this.access.rightsOf(caller, { organisationId: field.organisationId }));
    if (!field || !rights?.member) throw NotFound.of('MetadataField');
    return field;
  }

  /** @throws Denied for who administers neither the organisation nor the project */
  async create(input: CreateMetadataFieldDto, caller: Caller): Promise<MetadataField> {
    const organisation = input.organisation == null ? null : await this.organisations.byId(input.organisation);
    if (!organisation) throw new Denied();
    const project = input.project == null ? null : await this.projects.find(organisation.id, input.project);
    await this.access.require(caller, (project ?? organisation).accessPath, 'admin');
    const field = Object.assign(new MetadataField(), { organisationId: organisation.id });
    return this.save(field, { ...input, project: input.project ?? null });
  }

  /** @param input a `project` that is another than before asks for the organisation's admin */
  async update(
    field: MetadataField,
    { organisation, ...input }: Partial<UpdateMetadataFieldDto>,
    caller: Caller,
  ): Promise<MetadataField> {
    await this.requireAdminOf(field, caller);
    if (organisation !== undefined && organisation !== field.organisationId)
      throw Invalid.reference('organisation', organisation);
    if (input.project !== undefined && input.project !== field.projectId)
      await this.access.require(caller, { organisationId: field.organisationId }, 'admin');
    return this.save(field, input);
  }

  /** Its values go with it. */
  async delete(field: MetadataField, caller: Caller): Promise<void> {
    await this.requireAdminOf(field, caller);
    await this.fields.remove(field);
  }

  /** Of the organisation, or of the project that the field is for. @throws Denied */
  async requireAdminOf({ organisationId, projectId }: MetadataField, caller: Caller): Promise<void> {
    await this.access.require(caller, projectId === null ? { organisationId } : { organisationId, projectId }, 'admin');
  }

  private async save(field: MetadataField, input: Partial<CreateMetadataFieldDto>): Promise<MetadataField> {
    if (input.project != null && !(await this.projects.find(field.organisationId, input.project)))
      throw Invalid.field('project', 'Project must belong to the specified organisation.');
    field.name = input.name ?? field.name;
    field.type = input.type ?? field.type;
    if (input.description !== undefined) field.description = input.description;
    if (input.project !== undefined) field.projectId = input.project;
    if (await this.fields.isNameTaken(field)) throw Invalid.field('name', FIELD_NAME_TAKEN);
    return this.fields.save(field);
  }
}
