import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { FeatureState } from './feature-state.entity.js';

/** The share that one option has in one state. */
@Entity('multivariate_feature_state_value')
export class MultivariateStateValue {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'uuid', default: () => 'gen_random_uuid()', update: false })
  uuid: string;

  @Column('integer')
  featureStateId: number;

  @ManyToOne(() => FeatureState, (state) => state.multivariateValues)
  @JoinColumn({ name: 'feature_state_id' })
  state: Relation<FeatureState>;

  @Column({ type: 'integer', name: 'multivariate_feature_option_id' })
  optionId: number;

  /** Percent, 0 to 100. */
  @Column('double precision')
  percentageAllocation: number;
}
