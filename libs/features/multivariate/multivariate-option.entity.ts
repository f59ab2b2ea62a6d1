import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { onConstraint } from '#platform/database';
import { Invalid } from '#platform/errors';
import { Feature } from '../feature.entity.js';
import type { FlagValue, ValueType } from '../flag-value.js';

/** One of the values that a multivariate feature splits its identities over. */
@Entity('multivariate_feature_option')
export class MultivariateOption implements FlagValue {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'uuid', default: () => 'gen_random_uuid()', update: false })
  uuid: string;

  @Column('integer')
  featureId: number;

  @ManyToOne(() => Feature, (feature) => feature.options)
  @JoinColumn({ name: 'feature_id' })
  feature: Relation<Feature>;

  @Column('varchar')
  type: ValueType = 'unicode';

  @Column({ type: 'text', nullable: true })
  stringValue: string | null = null;

  @Column({ type: 'integer', nullable: true })
  integerValue: number | null = null;

  @Column({ type: 'boolean', nullable: true })
  booleanValue: boolean | null = null;

  /** Percent, 0 to 100; what a new environment begins with. */
  @Column('double precision')
  defaultPercentageAllocation: number = 100;

  /** What SDKs report as the variant; unique in its feature. */
  @Column({ type: 'varchar', nullable: true })
  key: string | null = null;
}

onConstraint('multivariate_feature_option_key', () =>
  Invalid.field('key', 'Multivariate option with this key already exists for the feature.'),
);
