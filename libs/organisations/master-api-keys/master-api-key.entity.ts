import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { Organisation } from '../organisation.entity.js';

/** A key that acts for an organisation. Shown once; only the digest of its secret is kept. */
@Entity('master_api_key')
export class MasterApiKey {
  /** The part before the dot: eight characters by which the key is found and addressed. */
  @PrimaryColumn('varchar')
  prefix: string;

  @Column('integer')
  organisationId: number;

  @ManyToOne(() => Organisation)
  @JoinColumn({ name: 'organisation_id' })
  organisation: Organisation;

  @Column('varchar')
  name: string;

  /** SHA-256 of the whole key. */
  @Column('bytea')
  digest: Buffer;

  @Column('boolean')
  isAdmin: boolean = true;

  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  created: Date;

  @Column({ type: 'timestamptz', nullable: true })
  expiryDate: Date | null = null;

  /** The user who made it. */
  @Column({ type: 'integer', nullable: true })
  createdBy: number | null = null;

  @Column('boolean')
  revoked: boolean = false;

  /** Whether it acts for something else: nobody holds it, and no list shows it. */
  @Column('boolean')
  hidden: boolean = false;

  get isExpired(): boolean {
    return this.expiryDate !== null && this.expiryDate.getTime() <= Date.now();
  }
}
