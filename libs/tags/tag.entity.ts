import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** Whose tag it is: people's, or one that a part of the system puts on features. */
export type TagType = 'NONE' | 'STALE' | 'GITHUB' | 'GITLAB' | 'UNHEALTHY';

export const DEFAULT_COLOR = '#6837FC';

/** What features of a project are marked with. */
@Entity('tag')
export class Tag {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column({ type: 'uuid', default: () => 'gen_random_uuid()', update: false })
  uuid: string;

  @Column('integer')
  projectId: number;

  /** May repeat. */
  @Column('varchar')
  label: string;

  @Column('varchar')
  color: string = DEFAULT_COLOR;

  @Column({ type: 'varchar', nullable: true })
  description: string | null = null;

  /** Whether a feature that carries it is never called stale. */
  @Column('boolean')
  isPermanent: boolean = false;

  /** Made by the system: people neither change nor delete it. */
  @Column('boolean')
  isSystemTag: boolean = false;

  @Column('varchar')
  type: TagType = 'NONE';
}
