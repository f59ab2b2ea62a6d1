import { Column, Entity, OneToMany, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { onConstraint } from '#platform/database';
import { Invalid } from '#platform/errors';
import { MetadataModelField } from '../model-fields/metadata-model-field.entity.js';

export const FIELD_TYPES = ['int', 'str', 'bool', 'url', 'multiline_str'] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

/** Something that can be written down about things of an organisation: a name, and what its values look like. */
@Entity('metadata_field')
export class MetadataField {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'integer', update: false })
  organisationId: number;

  /** Null: of all projects of the organisation. */
  @Column({ type: 'integer', nullable: true })
  projectId: number | null = null;

  /** Unique in the organisation, and in each project. A project's hides the organisation's of the same name. */
  @Column('varchar')
  name: string;

  @Column('varchar')
  type: FieldType = 'str';

  @Column({ type: 'text', nullable: true })
  description: string | null = null;

  @OneToMany(() => MetadataModelField, (modelField) => modelField.field)
  modelFields: Relation<MetadataModelField>[];
}

export const FIELD_NAME_TAKEN = 'A metadata field with this name already exists.';
onConstraint('metadata_field_name', () => Invalid.field('name', FIELD_NAME_TAKEN));
