import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { VerifiedPerson } from '../sign-in.service.js';

/** A login that the provider has confirmed, and that the dashboard has yet to fetch. */
@Entity('sso_login_code')
export class SsoLoginCode {
  @PrimaryColumn('bytea')
  codeDigest: Buffer;

  /** Of the cookie of the browser that began. */
  @Column('bytea')
  browserDigest: Buffer;

  @Column('jsonb')
  profile: VerifiedPerson;

  @Column('timestamptz')
  expiresAt: Date;
}
