import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '#accounts';
import { onConstraint } from '#platform/database';
import { Invalid, Refused } from '#platform/errors';

/** Members of an organisation who are granted things together. */
@Entity('user_group')
export class Group {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer')
  organisationId: number;

  @Column('varchar')
  name: string;

  /** Whether everybody who joins the organisation is put into it. */
  @Column('boolean')
  isDefault: boolean = false;

  /** What another system calls the group. */
  @Column({ type: 'varchar', nullable: true })
  externalId: string | null = null;
}

/** A user's place in a group. It goes with the membership of the organisation. */
@Entity('user_group_member')
export class GroupMember {
  @PrimaryColumn('integer')
  groupId: number;

  @PrimaryColumn('integer')
  userId: number;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'user_id' })
  user: User;

  @Column('integer')
  organisationId: number;

  /** Whether they may change the group and who is in it. */
  @Column('boolean')
  groupAdmin: boolean = false;
}

/** The double space is upstream's, which forgets to say whom it means. */
export const notMembers = (): Refused => new Refused('Users  do not exist in this organisation');

onConstraint('user_group_external_id', () =>
  Invalid.whole('The fields organisation, external_id must make a unique set.'),
);
onConstraint('user_group_member_membership', notMembers);
