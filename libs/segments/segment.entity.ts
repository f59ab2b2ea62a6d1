import { Column, DeleteDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { MetadataDto } from '#metadata';

/** One question about an identity. */
export interface SegmentCondition {
  id: number;
  operator: string;
  /** Null: the identity itself, for a percentage split. */
  property: string | null;
  value: string;
  description: string | null;
}

/** Conditions under one quantifier: ALL, ANY or NONE. */
export interface SegmentSubRule {
  id: number;
  type: string;
  conditions: SegmentCondition[];
}

/** Conditions and further rules under one quantifier. */
export interface SegmentRule extends SegmentSubRule {
  rules: SegmentSubRule[];
}

/** A group of identities, told by rules about their traits. */
@Entity('segment')
export class Segment {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'uuid', default: () => 'gen_random_uuid()', update: false })
  uuid: string;

  @Column('integer')
  projectId: number;

  /** The only feature that it may override; null: all. */
  @Column({ type: 'integer', nullable: true })
  featureId: number | null = null;

  @Column('varchar')
  name: string;

  @Column({ type: 'text', nullable: true })
  description: string | null = null;

  /** All of them have to be true. */
  @Column('jsonb')
  rules: SegmentRule[];

  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date = new Date();

  @DeleteDateColumn({ type: 'timestamptz' })
  deletedAt: Date | null;

  /** No column: loaded beside, where it is told. */
  metadata?: readonly MetadataDto[];
}
