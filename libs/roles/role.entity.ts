import { Column, Entity, JoinTable, ManyToMany, PrimaryGeneratedColumn } from 'typeorm';
import { onConstraint } from '#platform/database';
import { Invalid } from '#platform/errors';
import { Tag } from '#tags';

/** Rights under a name, which users, groups and keys of an organisation are given together. */
@Entity('role')
export class Role {
  @PrimaryGeneratedColumn('identity')
  id: number;

  @Column('integer')
  organisationId: number;

  /** May repeat. */
  @Column('varchar')
  name: string;

  @Column({ type: 'text', nullable: true })
  description: string | null = null;

  /** Kept as they are given, and without any meaning: what limits a right are the tags of its permission. */
  @ManyToMany(() => Tag)
  @JoinTable({ name: 'role_tag', joinColumn: { name: 'role_id' }, inverseJoinColumn: { name: 'tag_id' } })
  tags: Tag[];
}

onConstraint('role_tag_tag', () => Invalid.field('tags', 'One of the tags does not exist any more.'));
