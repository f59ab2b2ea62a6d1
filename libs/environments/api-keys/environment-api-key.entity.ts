import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A server-side SDK key. */
@Entity('environment_api_key')
export class EnvironmentApiKey {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer')
  environmentId: number;

  /** `ser.` and 22 letters and digits. */
  @Column('varchar')
  key: string;

  @Column('varchar')
  name: string;

  @Column('boolean')
  active: boolean = true;

  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  createdAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  expiresAt: Date | null = null;
}
