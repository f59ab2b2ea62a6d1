import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '#accounts';
import { onConstraint } from '#platform/database';
import { Invalid } from '#platform/errors';
import type { Role } from '../members/membership.entity.js';
import { Organisation } from '../organisation.entity.js';

/** An invitation by mail, good for one address and once. */
@Entity('invite')
export class Invite {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer')
  organisationId: number;

  @ManyToOne(() => Organisation)
  @JoinColumn({ name: 'organisation_id' })
  organisation: Organisation;

  /** As it was typed; compared without case. */
  @Column('varchar')
  email: string;

  @Column('varchar')
  role: Role;

  /** What the hash in the link is derived from. */
  @Column('uuid')
  serial: string;

  /** SHA-256 of that hash. */
  @Column('bytea')
  digest: Buffer;

  /** The user who invited; null for a key, and where they are gone. */
  @Column({ type: 'integer', nullable: true, name: 'invited_by' })
  invitedById: number | null = null;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'invited_by' })
  invitedBy?: User | null;

  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  dateCreated: Date;
}

export const alreadyInvited = (email: string): string => `Invite for email ${email} already exists`;

onConstraint('invite_email', () => Invalid.field('email', 'An invite for this email already exists'));
// the group went meanwhile
onConstraint('invite_group_group', () => Invalid.field('permission_groups', 'A group does not exist any more.'));
