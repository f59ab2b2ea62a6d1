import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '#accounts';
import { Group } from '#organisations';
import { onConstraint } from '#platform/database';
import { Invalid } from '#platform/errors';

/** Who a grant can belong to. */
export type HolderKind = 'user' | 'group';

/**
 * What a user or a group may do on one organisation, project or environment beyond roles. Exactly one of the holders is set, and
 * exactly one of the three things.
 */
@Entity('permission_grant')
export class Grant {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'integer', nullable: true })
  userId: number | null = null;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'user_id' })
  user?: User;

  @Column({ type: 'integer', nullable: true })
  groupId: number | null = null;

  @ManyToOne(() => Group)
  @JoinColumn({ name: 'group_id' })
  group?: Group;

  @Column({ type: 'integer', nullable: true })
  organisationId: number | null = null;

  @Column({ type: 'integer', nullable: true })
  projectId: number | null = null;

  @Column({ type: 'integer', nullable: true })
  environmentId: number | null = null;

  /** Everything on this level and below. */
  @Column('boolean')
  admin: boolean = false;

  @Column({ type: 'text', array: true })
  permissions: string[] = [];
}

const taken = (holder: HolderKind) => (): Invalid =>
  Invalid.whole(`This ${holder} already has permissions here; change those instead.`);
for (const level of ['organisation', 'project', 'environment']) {
  onConstraint(`permission_grant_${level}`, taken('user'));
  onConstraint(`permission_grant_group_${level}`, taken('group'));
}
