import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import type { Role } from '../members/membership.entity.js';
import { Organisation } from '../organisation.entity.js';

/** A link that makes members of all who have it, until it ends. */
@Entity('invite_link')
export class InviteLink {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer')
  organisationId: number;

  @ManyToOne(() => Organisation)
  @JoinColumn({ name: 'organisation_id' })
  organisation: Organisation;

  @Column('varchar')
  role: Role;

  /** What the hash in the link is derived from. */
  @Column('uuid')
  serial: string;

  /** SHA-256 of that hash. */
  @Column('bytea')
  digest: Buffer;

  @Column({ type: 'timestamptz', nullable: true })
  expiresAt: Date | null = null;

  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  dateCreated: Date;

  get isExpired(): boolean {
    return this.expiresAt !== null && this.expiresAt.getTime() <= Date.now();
  }
}
