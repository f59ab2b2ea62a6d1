import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A login that is under way at the provider. */
@Entity('sso_attempt')
export class SsoAttempt {
  /** Of the `state` that comes back with the browser. */
  @PrimaryColumn('bytea')
  stateDigest: Buffer;

  /** Of the cookie of the browser that began. */
  @Column('bytea')
  browserDigest: Buffer;

  /** What the ID token has to repeat. */
  @Column('varchar')
  nonce: string;

  /** What goes with the code (PKCE). */
  @Column('varchar')
  codeVerifier: string;

  @Column('timestamptz')
  expiresAt: Date;
}
