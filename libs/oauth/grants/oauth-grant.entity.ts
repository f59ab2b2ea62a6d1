import { User } from '#accounts';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { OAuthClient } from '../clients/oauth-client.entity.js';

/** What a user has allowed a client: first a code, then the tokens that the code was exchanged for. */
@Entity('oauth_grant')
export class OAuthGrant {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer')
  clientId: number;

  @ManyToOne(() => OAuthClient)
  @JoinColumn({ name: 'client_id' })
  client: OAuthClient;

  @Column('integer')
  userId: number;

  @ManyToOne(() => User)
  @JoinColumn({ name: 'user_id' })
  user: User;

  /** Names, with spaces between. */
  @Column('varchar')
  scope: string;

  @Column('varchar')
  redirectUri: string;

  @Column('bytea')
  codeDigest: Buffer;

  /** SHA-256 of what the client has to show with the code (PKCE), base64url. */
  @Column('varchar')
  codeChallenge: string;

  @Column('timestamptz')
  codeExpiresAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  codeUsedAt: Date | null = null;

  /** All its tokens are dead from then on. */
  @Column({ type: 'timestamptz', nullable: true })
  revokedAt: Date | null = null;
}
