import { Injectable } from '@nestjs/common';
import { Raw } from 'typeorm';
import { Database, Store } from '#platform/database';
import { Feature, type FeatureType } from './feature.entity.js';

@Injectable()
export class FeatureRepository extends Store<Feature> {
  constructor(database: Database) {
    super(database, Feature);
  }

  /** With its options, owners and tags. */
  async find(projectId: number, id: number): Promise<Feature | null> {
    const [feature] = await this.rows.find({
      where: { projectId, id },
      relations: { options: true, owners: true, tags: true },
      relationLoadStrategy: 'query',
      order: { options: { id: 'ASC' }, tags: { id: 'ASC' } },
    });
    return feature ?? null;
  }

  /** By its exact name, the same way. */
  findNamed(projectId: number, name: string): Promise<Feature | null> {
    return this.rows.findOne({
      where: { projectId, name },
      relations: { options: true, owners: true, tags: true },
      order: { options: { id: 'ASC' }, tags: { id: 'ASC' } },
    });
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
}
