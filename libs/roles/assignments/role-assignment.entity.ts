import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { MasterApiKey } from '#organisations';
import { onConstraint } from '#platform/database';
import { Invalid, NotFound } from '#platform/errors';
import { Role } from '../role.entity.js';

/** That somebody holds a role: a member, a group, or a key that is no admin. It goes with any of the two. */
@Entity('role_assignment')
export class RoleAssignment {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer')
  roleId: number;

  @ManyToOne(() => Role)
  @JoinColumn({ name: 'role_id' })
  role: Role;

  @Column('integer')
  organisationId: number;

  @Column({ type: 'integer', nullable: true })
  userId: number | null = null;

  @Column({ type: 'integer', nullable: true })
  groupId: number | null = null;

  /** The prefix of the key. */
  @Column({ name: 'master_api_key', type: 'varchar', nullable: true })
  masterApiKey: string | null = null;

  @ManyToOne(() => MasterApiKey)
  @JoinColumn({ name: 'master_api_key' })
  key?: MasterApiKey;
}

for (const [holder, field] of [
  ['user', 'user'],
  ['group', 'group'],
  ['key', 'master_api_key'],
] as const)
  onConstraint(`role_assignment_${holder}`, () => Invalid.whole(`The fields role, ${field} must make a unique set.`));
onConstraint('role_assignment_role', () => NotFound.of('Role'));
onConstraint('role_assignment_member', () =>
  Invalid.field('user', 'The user is no member of the organisation any more.'),
);
onConstraint('role_assignment_of_group', () => Invalid.field('group', 'The group does not exist any more.'));
onConstraint('role_assignment_of_key', () => Invalid.field('master_api_key', 'The key does not exist any more.'));
