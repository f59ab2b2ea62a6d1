import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { Database, Store } from '#platform/database';
import type { PageRequest } from '#platform/http';
import type { Project } from '#projects';
import { MetadataField } from './metadata-field.entity.js';

const WITH_USES = {
  relations: { modelFields: { requirements: true } },
  relationLoadStrategy: 'query',
  order: { id: 'ASC' },
} as const;

@Injectable()
export class MetadataFieldRepository extends Store<MetadataField> {
  constructor(database: Database) {
    super(database, MetadataField);
  }

  /** With where it is used. */
  byId(id: number): Promise<MetadataField | null> {
    return this.rows.findOne({ where: { id }, ...WITH_USES });
  }

  find(organisationId: number, id: number): Promise<MetadataField | null> {
    return this.rows.findOneBy({ organisationId, id });
  }

  /** Those that are no project's, a page of them. */
  ofOrganisation(organisationId: number, page: PageRequest): Promise<[MetadataField[], number]> {
    return this.findPage({ where: { organisationId, projectId: IsNull() }, ...WITH_USES }, page);
  }

  /** Those of a project; with `inherited` those of its organisation too, but for names that the project has itself. */
  async ofProject({ id, organisationId }: Project, inherited: boolean): Promise<MetadataField[]> {
    const own = await this.rows.find({ where: { organisationId, projectId: id }, ...WITH_USES });
    if (!inherited) return own;
    const names = new Set(own.map(({ name }) => name));
    const shared = await this.rows.find({ where: { organisationId, projectId: IsNull() }, ...WITH_USES });
    return [...shared.filter(({ name }) => !names.has(name)), ...own].sort((one, other) => one.id - other.id);
  }

  async isNameTaken({ organisationId, projectId, name, id }: MetadataField): Promise<boolean> {
    const found = await this.rows.findOneBy({ organisationId, projectId: projectId ?? IsNull(), name });
    return found !== null && found.id !== id;
  }

  /** With every value of it. */
  async remove(field: MetadataField): Promise<void> {
    await this.rows.delete(field.id);
  }
}
