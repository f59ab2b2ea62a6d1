import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A program that may ask users to act for them. */
@Entity('oauth_client')
export class OAuthClient {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('varchar')
  clientId: string;

  @Column('varchar')
  name: string;

  /** SHA-256 of the secret; null for a public client, which can keep none. */
  @Column({ type: 'bytea', nullable: true })
  secretDigest: Buffer | null = null;

  @Column('text', { array: true })
  redirectUris: string[];

  /** Whether its name is known to be true. */
  @Column('boolean')
  isVerified: boolean = false;

  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  createdAt: Date;
}
