import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { User } from '#accounts';
import { onConstraint } from '#platform/database';
import { Invalid } from '#platform/errors';

/** What a user may do on one organisation, project or environment beyond their role; exactly one of the three ids is set. */
@Entity('permission_grant')
export class Grant {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer')
  userId: number;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'user_id' })
  user: User;

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

const taken = (): Invalid => Invalid.whole('This user already has permissions here; change those instead.');
for (const level of ['organisation', 'project', 'environment']) onConstraint(`permission_grant_${level}`, taken);
