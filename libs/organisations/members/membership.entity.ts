import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '#accounts';
import { onConstraint } from '#platform/database';
import { Refused } from '#platform/errors';

export const ROLES = ['ADMIN', 'USER'] as const;
export type Role = (typeof ROLES)[number];

/** A user's place in an organisation. */
@Entity('membership')
export class Membership {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer')
  organisationId: number;

  @Column('integer')
  userId: number;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'user_id' })
  user: User;

  /** ADMIN may do everything in the organisation, USER what they have been granted. */
  @Column('varchar')
  role: Role;

  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  dateJoined: Date;
}

onConstraint('membership_once', () => new Refused('You are already a member of this organisation.'));
