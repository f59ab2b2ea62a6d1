import type { EntityTarget, ObjectLiteral, Repository } from 'typeorm';
import type { Database } from './database.js';

/** What a lib's repositories extend: the rows of one entity, in whichever transaction is open. */
export abstract class Store<E extends ObjectLiteral> {
  protected constructor(
    protected readonly database: Database,
    private readonly entity: EntityTarget<E>,
  ) {}

  protected get rows(): Repository<E> {
    return this.database.manager.getRepository(this.entity);
  }

  save(row: E): Promise<E> {
    return this.rows.save(row);
  }
}
