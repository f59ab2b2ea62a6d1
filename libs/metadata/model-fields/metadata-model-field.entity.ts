import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { onConstraint } from '#platform/database';
import { Invalid } from '#platform/errors';
import type { Model } from '../content-types.js';
import { MetadataField } from '../fields/metadata-field.entity.js';
import { MetadataRequirement } from './metadata-requirement.entity.js';

/** That things of one kind have a field. */
@Entity('metadata_model_field')
export class MetadataModelField {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer')
  fieldId: number;

  @ManyToOne(() => MetadataField, (field) => field.modelFields)
  @JoinColumn({ name: 'field_id' })
  field: Relation<MetadataField>;

  @Column('varchar')
  model: Model;

  @OneToMany(() => MetadataRequirement, (requirement) => requirement.modelField)
  requirements: Relation<MetadataRequirement>[];
}

export const ATTACHED_ALREADY = 'The fields field, content_type must make a unique set.';
onConstraint('metadata_model_field_once', () => Invalid.whole(ATTACHED_ALREADY));
