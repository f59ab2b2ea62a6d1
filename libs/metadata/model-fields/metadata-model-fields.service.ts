import { Injectable } from '@nestjs/common';
import type { Organisation } from '#organisations';
import { Denied, Invalid, NotFound } from '#platform/errors';
import type { Caller } from '#platform/http';
import { ProjectRepository } from '#projects';
import { modelOf, type Model } from '../content-types.js';
import type { MetadataField } from '../fields/metadata-field.entity.js';
import { MetadataFieldRepository } from '../fields/metadata-field.repository.js';
import { MetadataFieldsService } from '../fields/metadata-fields.service.js';
import type { RequirementDto, WriteModelFieldDto } from './metadata-model-field.dto.js';
import { ATTACHED_ALREADY, MetadataModelField } from './metadata-model-field.entity.js';
import { MetadataModelFieldRepository } from './metadata-model-field.repository.js';
import { MetadataRequirement } from './metadata-requirement.entity.js';

const FOREIGN = 'The requirement organisation does not match the field organisation';

@Injectable()
export class MetadataModelFieldsService {
  constructor(
    private readonly modelFields: MetadataModelFieldRepository,
    private readonly fields: MetadataFieldRepository,
    private readonly fieldRules: MetadataFieldsService,
    private readonly projects: ProjectRepository,
  ) {}

  /** @throws NotFound */
  async find(organisation: Organisation, id: number): Promise<MetadataModelField> {
    const modelField = await this.modelFields.find(organisation.id, id);
    if (!modelField) throw NotFound.of('MetadataModelField');
    return modelField;
  }

  /** @throws Denied for who administers neither the organisation nor the field's project */
  async create(organisation: Organisation, input: WriteModelFieldDto, caller: Caller): Promise<MetadataModelField> {
    const field = await this.fields.find(organisation.id, input.field);
    if (!field) throw new Denied();
    await this.fieldRules.requireAdminOf(field, caller);
    return this.save(Object.assign(new MetadataModelField(), { requirements: [] }), field, input);
  }

  async update(
    organisation: Organisation,
    modelField: MetadataModelField,
    input: Partial<WriteModelFieldDto>,
    caller: Caller,
  ): Promise<MetadataModelField> {
    await this.fieldRules.requireAdminOf(modelField.field, caller);
    if (input.field === undefined || input.field === modelField.fieldId)
      return this.save(modelField, modelField.field, input);
    const field = await this.fields.find(organisation.id, input.field);
    if (!field) throw Invalid.reference('field', input.field);
    await this.fieldRules.requireAdminOf(field, caller);
    return this.save(modelField, field, input);
  }

  /** Its values go with it. */
  async delete(modelField: MetadataModelField, caller: Caller): Promise<void> {
    await this.fieldRules.requireAdminOf(modelField.field, caller);
    await this.modelFields.remove(modelField);
  }

  private async save(
    modelField: MetadataModelField,
    field: MetadataField,
    { content_type, is_required_for }: Partial<WriteModelFieldDto>,
  ): Promise<MetadataModelField> {
    const { requirements, ...row } = modelField;
    row.model = content_type === undefined ? row.model : knownModel(content_type);
    row.fieldId = field.id;
    row.field = field;
    if (await this.modelFields.isAttached({ ...row, requirements })) throw Invalid.whole(ATTACHED_ALREADY);
    const wanted = is_required_for && (await this.requirements(field, is_required_for));
    const saved = await this.modelFields.save(Object.assign(new MetadataModelField(), row));
    saved.requirements = wanted ? await this.modelFields.require(saved, wanted) : requirements;
    return saved;
  }

  /** Each once. @throws Invalid for what is neither the field's organisation nor one of its projects */
  private async requirements(
    { organisationId }: MetadataField,
    wanted: readonly RequirementDto[],
  ): Promise<MetadataRequirement[]> {
    const found = new Map<string, MetadataRequirement>();
    const models = modelsOf(wanted);
    for (const [index, { object_id: id }] of wanted.entries()) {
      const model = models[index];
      if (model !== 'organisation' && model !== 'project')
        throw Invalid.whole('The requirement content type must be project or organisation');
      const known = model === 'organisation' ? id === organisationId : await this.projects.find(organisationId, id);
      if (!known) throw Invalid.whole(FOREIGN);
      const place = model === 'organisation' ? { organisationId: id } : { projectId: id };
      found.set(`${model} ${id}`, Object.assign(new MetadataRequirement(), place));
    }
    return [...found.values()];
  }
}

function knownModel(contentType: number): Model {
  const model = modelOf(contentType);
  if (!model) throw Invalid.reference('content_type', contentType);
  return model;
}

function modelsOf(wanted: readonly RequirementDto[]): (Model | undefined)[] {
  const models = wanted.map(({ content_type }) => modelOf(content_type));
  if (!models.includes(undefined)) return models;
  const missing = (id: number) => ({ content_type: [`Invalid pk "${id}" - object does not exist.`] });
  throw new Invalid({
    is_required_for: wanted.map(({ content_type }, index) => (models[index] ? {} : missing(content_type))),
  });
}
