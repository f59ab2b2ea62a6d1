import { Column, Entity, JoinColumn, ManyToOne, OneToMany, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { onConstraint } from '#platform/database';
import { Invalid } from '#platform/errors';
import { Feature } from '../feature.entity.js';
import type { FlagValue, ValueType } from '../flag-value.js';
import { MultivariateStateValue } from './multivariate-state-value.entity.js';

/** What a feature is in one environment: the environment's default, or the override of one segment or one identity. */
@Entity('feature_state')
export class FeatureState implements FlagValue {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'uuid', default: () => 'gen_random_uuid()', update: false })
  uuid: string;

  @Column('integer')
  featureId: number;

  @ManyToOne(() => Feature)
  @JoinColumn({ name: 'feature_id' })
  feature: Relation<Feature>;

  @Column('integer')
  environmentId: number;

  /** Whose override it is; null: nobody's. */
  @Column({ type: 'integer', nullable: true })
  identityId: number | null = null;

  /** Which segment's override it is; null here and no identity: the environment's default. */
  @Column({ type: 'integer', nullable: true })
  featureSegmentId: number | null = null;

  /** The version that it is a part of; null: of none, as overrides of identities are. */
  @Column({ type: 'uuid', nullable: true, update: false })
  environmentFeatureVersion: string | null = null;

  /** What variants are hashed with; null: the id. Copies keep it, so that identities keep their variants. */
  @Column({ type: 'integer', nullable: true, update: false })
  mvHashingSalt: number | null = null;

  @Column('boolean')
  enabled: boolean = false;

  @Column('varchar')
  type: ValueType = 'unicode';

  @Column({ type: 'text', nullable: true })
  stringValue: string | null = null;

  @Column({ type: 'integer', nullable: true })
  integerValue: number | null = null;

  @Column({ type: 'boolean', nullable: true })
  booleanValue: boolean | null = null;

  @Column({ type: 'integer', nullable: true })
  version: number | null = 1;

  @Column({ type: 'timestamptz', nullable: true })
  liveFrom: Date | null = new Date();

  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date = new Date();

  @OneToMany(() => MultivariateStateValue, (value) => value.state)
  multivariateValues: Relation<MultivariateStateValue>[];
}

export const STATE_EXISTS =
  "['Feature state already exists for this environment, feature, version, segment & identity combination']";
for (const index of [
  'feature_state_environment_default',
  'feature_state_identity_override',
  'feature_state_segment_override',
  'feature_state_version_default',
  'feature_state_version_override',
])
  onConstraint(index, () => Invalid.list(STATE_EXISTS));
