import { Column, Entity, JoinColumn, ManyToOne, PrimaryGeneratedColumn } from 'typeorm';
import { MasterApiKey } from '#organisations';
import { onConstraint } from '#platform/database';
import { Invalid } from '#platform/errors';

/** What a claim of a token has to be: one of the values, which may hold `*`, `?` and `[…]`. */
export interface ClaimRule {
  readonly claim: string;
  readonly values: readonly string[];
}

/** Whose tokens an organisation takes: those of an issuer, for an audience, with these claims. */
@Entity('trust_relationship')
export class TrustRelationship {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer')
  organisationId: number;

  @Column('varchar')
  name: string;

  /** As it was written: tokens are compared letter by letter, also with the slash at its end. */
  @Column('varchar')
  issuer: string;

  @Column('varchar')
  audience: string;

  /** All have to be true. */
  @Column('jsonb')
  claimRules: ClaimRule[] = [];

  /** The hidden key whose rights its tokens have. */
  @Column('varchar')
  masterApiKeyPrefix: string;

  @ManyToOne(() => MasterApiKey)
  @JoinColumn({ name: 'master_api_key_prefix' })
  key: MasterApiKey;

  @Column({ type: 'integer', nullable: true })
  createdBy: number | null;

  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  createdAt: Date;
}

// whose organisation has the other one is nobody's business
onConstraint('trust_relationship_issuer_audience', () =>
  Invalid.whole('The fields issuer, audience must make a unique set.'),
);
