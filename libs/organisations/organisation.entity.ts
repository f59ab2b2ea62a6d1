import { Column, DeleteDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A tenant: everything else belongs to one. */
@Entity('organisation')
export class Organisation {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'uuid', default: () => 'gen_random_uuid()', update: false })
  uuid: string;

  @Column('varchar')
  name: string;

  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  createdDate: Date;

  @Column({ type: 'varchar', nullable: true })
  webhookNotificationEmail: string | null = null;

  /** Whether traits that SDKs send are stored. */
  @Column('boolean')
  persistTraitData: boolean = true;

  @Column('boolean')
  blockAccessToAdmin: boolean = false;

  @Column('boolean')
  restrictProjectCreateToAdmin: boolean = false;

  @Column({ type: 'boolean', name: 'force_2fa' })
  force2fa: boolean = false;

  /** Whether SDKs of this organisation are refused. */
  @Column('boolean')
  stopServingFlags: boolean = false;

  @Column('boolean')
  featureAnalytics: boolean = false;

  @DeleteDateColumn({ type: 'timestamptz' })
  deletedAt: Date | null;

  /** Where it stands among the levels that permissions are given on. */
  get accessPath(): { organisationId: number } {
    return { organisationId: this.id };
  }
}
