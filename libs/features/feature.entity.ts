import {
  Column,
  DeleteDateColumn,
  Entity,
  JoinTable,
  ManyToMany,
  OneToMany,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import { User } from '#accounts';
import { Group } from '#organisations';
import type { MetadataDto } from '#metadata';
import { onConstraint } from '#platform/database';
import { Invalid } from '#platform/errors';
import { Tag } from '#tags';
import type { CodeReferencesCountDto } from './code-references/code-reference.dto.js';
import { MultivariateOption } from './multivariate/multivariate-option.entity.js';

export type FeatureType = 'STANDARD' | 'MULTIVARIATE';

/** A flag: something that is on or off and may carry a value, with a state in every environment of its project. */
@Entity('feature')
export class Feature {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'uuid', default: () => 'gen_random_uuid()', update: false })
  uuid: string;

  @Column('integer')
  projectId: number;

  /** Unique in its project, whatever the case. */
  @Column('varchar')
  name: string;

  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  createdDate: Date;

  @Column({ type: 'text', nullable: true })
  description: string | null = null;

  /** Text; what the states begin with is read from it. */
  @Column({ type: 'text', nullable: true })
  initialValue: string | null = null;

  @Column('boolean')
  defaultEnabled: boolean = false;

  @Column('varchar')
  type: FeatureType = 'STANDARD';

  /** Out of the way in the dashboard; still served to SDKs. */
  @Column('boolean')
  isArchived: boolean = false;

  /** Never served to client-side keys. */
  @Column('boolean')
  isServerKeyOnly: boolean = false;

  @DeleteDateColumn({ type: 'timestamptz' })
  deletedAt: Date | null;

  @OneToMany(() => MultivariateOption, (option) => option.feature)
  options: Relation<MultivariateOption>[];

  @ManyToMany(() => User)
  @JoinTable({ name: 'feature_owner', joinColumn: { name: 'feature_id' }, inverseJoinColumn: { name: 'user_id' } })
  owners: User[];

  /** Of the project's organisation. */
  @ManyToMany(() => Group)
  @JoinTable({
    name: 'feature_group_owner',
    joinColumn: { name: 'feature_id' },
    inverseJoinColumn: { name: 'group_id' },
  })
  groupOwners: Group[];

  /** Of the same project. */
  @ManyToMany(() => Tag)
  @JoinTable({ name: 'feature_tag', joinColumn: { name: 'feature_id' }, inverseJoinColumn: { name: 'tag_id' } })
  tags: Tag[];

  /** No column: loaded beside, where it is told. */
  metadata?: readonly MetadataDto[];

  /** No column: loaded beside, where it is told. */
  codeReferences?: readonly CodeReferencesCountDto[];
}

export const NAME_TAKEN =
  'Feature with that name already exists for this project. Note that feature names are case insensitive.';
onConstraint('feature_tag_tag', () => Invalid.field('tags', 'One of the tags does not exist any more.'));
onConstraint('feature_name', () => Invalid.field('name', NAME_TAKEN));
