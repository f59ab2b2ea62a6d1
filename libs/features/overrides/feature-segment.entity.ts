import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import { onConstraint } from '#platform/database';
import { Conflict, Invalid } from '#platform/errors';
import { Segment } from '#segments';

/** A segment that overrides a feature in an environment, and its place among those that do. Its state says with what. */
@Entity('feature_segment')
export class FeatureSegment {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'uuid', default: () => 'gen_random_uuid()', update: false })
  uuid: string;

  @Column('integer')
  featureId: number;

  @Column('integer')
  segmentId: number;

  @ManyToOne(() => Segment)
  @JoinColumn({ name: 'segment_id' })
  segment: Relation<Segment>;

  @Column('integer')
  environmentId: number;

  /** The version that it is a part of; null: of none. */
  @Column({ type: 'uuid', nullable: true, update: false })
  environmentFeatureVersion: string | null = null;

  /** From 0 on, without gaps; 0 is the strongest. */
  @Column('integer')
  priority: number;
}

onConstraint('feature_segment_priority', () => new Conflict('The priorities have been changed by somebody else.'));
onConstraint('feature_segment_version_segment', () =>
  Invalid.whole('The segment overrides the feature in this version already.'),
);
