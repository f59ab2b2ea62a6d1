import { Injectable } from '@nestjs/common';
import { Database, Store } from '#platform/database';
import type { PageRequest } from '#platform/http';
import type { Model } from '../content-types.js';
import { MetadataModelField } from './metadata-model-field.entity.js';
import { MetadataRequirement } from './metadata-requirement.entity.js';

const RELATIONS = { field: true, requirements: true };

@Injectable()
export class MetadataModelFieldRepository extends Store<MetadataModelField> {
  constructor(database: Database) {
    super(database, MetadataModelField);
  }

  /** With its field and what it is required for. */
  find(organisationId: number, id: number): Promise<MetadataModelField | null> {
    return this.rows.findOne({ where: { id, field: { organisationId } }, relations: RELATIONS });
  }

  inOrganisation(
    organisationId: number,
    model: Model | undefined,
    page: PageRequest,
  ): Promise<[MetadataModelField[], number]> {
    const where = { field: { organisationId }, ...(model === undefined ? {} : { model }) };
    return this.findPage({ where, relations: RELATIONS, relationLoadStrategy: 'query', order: { id: 'ASC' } }, page);
  }

  async isAttached({ fieldId, model, id }: MetadataModelField): Promise<boolean> {
    const found = await this.rows.findOneBy({ fieldId, model });
    return found !== null && found.id !== id;
  }

  /** In place of those before. */
  async require(
    { id }: MetadataModelField,
    requirements: readonly MetadataRequirement[],
  ): Promise<MetadataRequirement[]> {
    const rows = this.database.manager.getRepository(MetadataRequirement);
    await rows.delete({ modelFieldId: id });
    return rows.save(requirements.map((requirement) => Object.assign(requirement, { modelFieldId: id })));
  }

  /** With every value of it. */
  async remove(modelField: MetadataModelField): Promise<void> {
    await this.rows.delete(modelField.id);
  }
}
