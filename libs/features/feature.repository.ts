import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { Raw, type FindOptionsWhere } from 'typeorm';
import { Database, Store } from '#platform/database';
import { Feature, type FeatureType } from './feature.entity.js';

const WHOLE = { options: true, owners: true, groupOwners: true, tags: true } as const;
const ID = { id: 'ASC' } as const;
const BY_ID = { options: ID, owners: ID, groupOwners: ID, tags: ID } as const;

@Injectable()
export class FeatureRepository extends Store<Feature> {
  constructor(database: Database) {
    super(database, Feature);
  }

  /** With its options, owners, groups that own it, and tags. */
  find(projectId: number, id: number): Promise<Feature | null> {
    return this.whole({ projectId, id });
  }

  /** Whichever project it is in, the same way. */
  async byUuid(uuid: string): Promise<Feature | null> {
    return isUUID(uuid) ? this.whole({ uuid }) : null;
  }

  /** By its exact name, the same way. */
  findNamed(projectId: number, name: string): Promise<Feature | null> {
    return this.whole({ projectId, name });
  }

  async isNameTaken(projectId: number, name: string): Promise<boolean> {
    return this.rows.existsBy({ projectId, name: Raw((column) => `lower(${column}) = lower(:name)`, { name }) });
  }

  inProject(projectId: number): Promise<Feature[]> {
    return this.rows.find({ where: { projectId }, order: { id: 'ASC' } });
  }

  async setType(id: number, type: FeatureType): Promise<void> {
    await this.rows.update(id, { type });
  }

  async remove(feature: Feature): Promise<void> {
    await this.rows.softDelete(feature.id);
  }

  /** Lets nobody else change the feature's options until the transaction ends. */
  async lock(id: number): Promise<void> {
    await this.database.query('select id from feature where id = $1 for no key update', [id]);
  }

  /** Relation by relation: joined, each would multiply the rows of the others. */
  private async whole(where: FindOptionsWhere<Feature>): Promise<Feature | null> {
    const [feature] = await this.rows.find({
      where,
      relations: WHOLE,
      relationLoadStrategy: 'query',
      order: BY_ID,
    });
    return feature ?? null;
  }
}
