import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { MetadataModelField } from './metadata-model-field.entity.js';

/** An organisation or a project in which things of a kind must not be without a field. One of the two is null. */
@Entity('metadata_requirement')
export class MetadataRequirement {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer')
  modelFieldId: number;

  @ManyToOne(() => MetadataModelField, (modelField) => modelField.requirements)
  @JoinColumn({ name: 'model_field_id' })
  modelField: Relation<MetadataModelField>;

  @Column({ type: 'integer', nullable: true })
  organisationId: number | null = null;

  @Column({ type: 'integer', nullable: true })
  projectId: number | null = null;
}
