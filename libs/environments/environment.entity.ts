import {
  Column,
  DeleteDateColumn,
  Entity,
  JoinColumn,
  ManyToOne,
  PrimaryGeneratedColumn,
  type Relation,
} from 'typeorm';
import type { MetadataDto } from '#metadata';
import { onConstraint } from '#platform/database';
import { Invalid } from '#platform/errors';
import { Project } from '#projects';

/** A place where a project's flags have states of their own: development, production. */
@Entity('environment')
export class Environment {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'uuid', default: () => 'gen_random_uuid()', update: false })
  uuid: string;

  @Column('integer')
  projectId: number;

  @ManyToOne(() => Project)
  @JoinColumn({ name: 'project_id' })
  project: Relation<Project>;

  /** Unique in its project, but for clones that were given a name which was taken. */
  @Column('varchar')
  name: string;

  /** Whether its name was taken when it was cloned. */
  @Column('boolean')
  sharesName: boolean = false;

  @Column({ type: 'varchar', nullable: true })
  description: string | null = null;

  /** The client-side SDK key, and how the API addresses the environment. */
  @Column('varchar')
  apiKey: string;

  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  createdDate: Date;

  /** Moves on with every change that an SDK could see. */
  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  updatedAt: Date;

  @Column({ type: 'integer', nullable: true })
  minimumChangeRequestApprovals: number | null = null;

  /** Whether SDKs with the client-side key may store traits. */
  @Column('boolean')
  allowClientTraits: boolean = true;

  @Column({ type: 'varchar', nullable: true })
  bannerText: string | null = null;

  @Column({ type: 'varchar', nullable: true })
  bannerColour: string | null = null;

  /** Null: as the project says. */
  @Column({ type: 'boolean', nullable: true })
  hideDisabledFlags: boolean | null = null;

  /** Whether splits hash `<environment key>_<identifier>` instead of the identity's row id. */
  @Column('boolean')
  useIdentityCompositeKeyForHashing: boolean = true;

  @Column('boolean')
  hideSensitiveData: boolean = false;

  /** Whether its features have versions; `features` changes it, with their states. */
  @Column({ type: 'boolean', name: 'use_v2_feature_versioning', update: false })
  useV2FeatureVersioning: boolean = false;

  @Column('boolean')
  useIdentityOverridesInLocalEval: boolean = true;

  /** Whether it still waits for the states of the one that it is cloned from. */
  @Column('boolean')
  isCreating: boolean = false;

  @DeleteDateColumn({ type: 'timestamptz' })
  deletedAt: Date | null;

  /** No column: loaded beside, where it is told. */
  metadata?: readonly MetadataDto[];

  /** Needs the project loaded. */
  get accessPath(): { organisationId: number; projectId: number; environmentId: number } {
    return { organisationId: this.project.organisationId, projectId: this.projectId, environmentId: this.id };
  }
}

onConstraint('environment_name', () => Invalid.whole('An environment with this name already exists.'));
onConstraint('environment_api_key_chosen', () =>
  Invalid.field('api_key', 'environment with this api key already exists.'),
);
