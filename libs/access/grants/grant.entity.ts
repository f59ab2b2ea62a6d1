import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '#accounts';
import { Group } from '#organisations';
import { onConstraint } from '#platform/database';
import { Invalid, NotFound } from '#platform/errors';

/** Who a grant can belong to. */
export type HolderKind = 'user' | 'group';

/**
 * What a user, a group or a role may do on one organisation, project or environment, beyond being a member. Exactly one of the
 * holders is set, and exactly one of the three things.
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

  /** A role of the organisation, by id only: `roles` comes after. */
  @Column({ type: 'integer', nullable: true })
  roleId: number | null = null;

  @Column({ type: 'integer', nullable: true })
  organisationId: number | null = null;

  @Column({ type: 'integer', nullable: true })
  projectId: number | null = null;

  @Column({ type: 'integer', nullable: true })
  environmentId: number | null = null;

  /** Everything on this level and below. */
  @Column('boolean')
  admin: boolean = false;

  /** Those without a limit: what a role limits to tags is kept apart from them. */
  @Column({ type: 'text', array: true })
  permissions: string[] = [];
}

const taken = (holder: HolderKind) => (): Invalid =>
  Invalid.whole(`This ${holder} already has permissions here; change those instead.`);
for (const level of ['organisation', 'project', 'environment']) {
  onConstraint(`permission_grant_${level}`, taken('user'));
  onConstraint(`permission_grant_group_${level}`, taken('group'));
  onConstraint(`permission_grant_role_${level}`, () =>
    Invalid.whole(`The fields role, ${level} must make a unique set.`),
  );
}
onConstraint('permission_grant_role_id_fkey', () => NotFound.of('Role'));
onConstraint('permission_grant_tag_tag', () =>
  Invalid.field('permissions', 'One of the tags does not exist any more.'),
);
