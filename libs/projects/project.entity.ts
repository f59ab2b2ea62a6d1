import { Column, DeleteDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { onConstraint } from '#platform/database';
import { Invalid } from '#platform/errors';

/** A product whose flags are managed together. */
@Entity('project')
export class Project {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'uuid', default: () => 'gen_random_uuid()', update: false })
  uuid: string;

  @Column('integer')
  organisationId: number;

  /** Unique in its organisation. */
  @Column('varchar')
  name: string;

  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  createdDate: Date;

  /** Whether SDKs get disabled flags at all; an environment may decide otherwise. */
  @Column('boolean')
  hideDisabledFlags: boolean = false;

  /** Whether a new feature starts disabled and empty in every environment. */
  @Column('boolean')
  preventFlagDefaults: boolean = false;

  @Column('boolean')
  enableRealtimeUpdates: boolean = false;

  /** Obeyed by the dashboard only. */
  @Column('boolean')
  onlyAllowLowerCaseFeatureNames: boolean = true;

  /** What the whole name of a new feature must match; RE2 syntax. */
  @Column({ type: 'varchar', nullable: true })
  featureNameRegex: string | null = null;

  @Column('integer')
  staleFlagsLimitDays: number = 30;

  @Column({ type: 'integer', nullable: true })
  minimumChangeRequestApprovals: number | null = null;

  @Column('boolean')
  enforceFeatureOwners: boolean = false;

  @Column('integer')
  maxSegmentsAllowed: number = 500;

  @Column('integer')
  maxFeaturesAllowed: number = 1_000;

  @Column('integer')
  maxSegmentOverridesAllowed: number = 2_000;

  @DeleteDateColumn({ type: 'timestamptz' })
  deletedAt: Date | null;

  get accessPath(): { organisationId: number; projectId: number } {
    return { organisationId: this.organisationId, projectId: this.id };
  }
}

onConstraint('project_name', () => Invalid.whole('A project with this name already exists.'));
