import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { onConstraint } from '#platform/database';
import { Conflict } from '#platform/errors';

/** All that a feature is in one environment but for identities: a draft, or published to be live from a moment on. */
@Entity('environment_feature_version')
export class FeatureVersion {
  @PrimaryGeneratedColumn('uuid')
  uuid: string;

  @Column('integer')
  environmentId: number;

  @Column('integer')
  featureId: number;

  @Column({ type: 'text', nullable: true })
  description: string | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  /** Null: a key's. */
  @Column({ type: 'integer', nullable: true })
  createdById: number | null;

  /** Null: a draft. */
  @Column({ type: 'timestamptz', nullable: true })
  publishedAt: Date | null;

  /** From when on it counts, once it is published. It counts until the next one does. */
  @Column({ type: 'timestamptz', nullable: true })
  liveFrom: Date | null;

  @Column({ type: 'integer', nullable: true })
  publishedById: number | null;

  /** What it was begun from; of a published one: the one that is live before it. */
  @Column({ type: 'uuid', nullable: true })
  basedOn: string | null;

  /** Published, and its moment has come, by the clock of PostgreSQL; also of those that others have followed. */
  isLive: boolean;
}

onConstraint(
  'environment_feature_version_moment',
  () => new Conflict('Somebody else published a version at the same time. Please try again.'),
);
