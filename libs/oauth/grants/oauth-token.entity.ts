import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { OAuthGrant } from './oauth-grant.entity.js';

/** An access token and the refresh token that goes with it. Both are derived from `serial`, and found by their digests. */
@Entity('oauth_token')
export class OAuthToken {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer')
  grantId: number;

  @ManyToOne(() => OAuthGrant)
  @JoinColumn({ name: 'grant_id' })
  grant: OAuthGrant;

  @Column('uuid')
  serial: string;

  @Column('bytea')
  accessDigest: Buffer;

  @Column('timestamptz')
  accessExpiresAt: Date;

  @Column({ type: 'timestamptz', nullable: true })
  accessRevokedAt: Date | null = null;

  @Column('bytea')
  refreshDigest: Buffer;

  @Column('timestamptz')
  refreshExpiresAt: Date;

  /** When the refresh token was exchanged for the next pair. */
  @Column({ type: 'timestamptz', nullable: true })
  rotatedAt: Date | null = null;

  /** Whether the access token is good, with the grant and its user loaded. */
  get isAlive(): boolean {
    const { revokedAt, user } = this.grant;
    const ended = revokedAt ?? this.rotatedAt ?? this.accessRevokedAt;
    return ended === null && this.accessExpiresAt.getTime() > Date.now() && user.isActive;
  }
}
