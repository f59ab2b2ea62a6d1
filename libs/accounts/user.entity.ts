import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { onConstraint } from '#platform/database';
import { Invalid } from '#platform/errors';

/** How far the dashboard's introduction got, as it told us. */
export interface Onboarding {
  readonly tasks?: readonly { readonly name: string; readonly completed_at: string }[];
  readonly tools?: { readonly completed: boolean; readonly integrations: readonly string[] };
  readonly hosting_preferences?: readonly string[];
}

/** A person who can sign in. */
@Entity('account_user')
export class User {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'uuid', default: () => 'gen_random_uuid()', update: false })
  uuid: string;

  /** Lower case, unique. */
  @Column('varchar')
  email: string;

  @Column('varchar')
  firstName: string;

  @Column('varchar')
  lastName: string;

  /** argon2id; null where the account signs in by other means only. */
  @Column({ type: 'text', nullable: true, select: false })
  passwordHash: string | null;

  @Column({ type: 'varchar', nullable: true })
  signUpType: string | null;

  @Column('varchar')
  authType: string = 'EMAIL';

  @Column('boolean')
  marketingConsentGiven: boolean = true;

  @Column('boolean')
  isActive: boolean = true;

  /** Inactive because the address is not confirmed yet, and not because somebody decided so. */
  @Column('boolean')
  awaitsActivation: boolean = false;

  @Column('boolean')
  isStaff: boolean = false;

  @Column('boolean')
  isSuperuser: boolean = false;

  @Column({ type: 'jsonb', nullable: true })
  onboarding: Onboarding | null;

  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  dateJoined: Date;

  @Column({ type: 'timestamptz', nullable: true })
  lastLogin: Date | null;

  /** When the password was last given, and was right. */
  @Column({ type: 'timestamptz', nullable: true })
  passwordConfirmedAt: Date | null;

  /** What a session has to carry to count; one more, and all sessions are over. */
  @Column('integer')
  sessionVersion: number = 0;
}

onConstraint('account_user_email', () => Invalid.field('email', 'Email already exists. Please log in.'));
