import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { onConstraint } from '#platform/database';
import { Invalid } from '#platform/errors';
import type { StoredTraits } from './traits.js';

/** Somebody or something that flags are evaluated for, as an SDK names it. */
@Entity('identity')
export class Identity {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer')
  environmentId: number;

  /** Unique in its environment. */
  @Column('varchar')
  identifier: string;

  @Column({ type: 'timestamptz', default: () => 'now()', update: false })
  createdDate: Date;

  /** By key. One document, so that an SDK's traits are one write. */
  @Column('jsonb')
  traits: StoredTraits = {};
}

onConstraint('identity_identifier', () =>
  Invalid.field('identifier', 'Identity with this identifier already exists in this environment'),
);
