import type { EntityTarget, FindManyOptions, ObjectLiteral, Repository } from 'typeorm';
import type { Database } from './database.js';

/** A part of a list, known once it is known how many there are. */
interface Part {
  window(count: number): { skip: number; take: number };
}

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

  /** The rows of one page, and how many there are altogether. */
  protected async findPage(query: FindManyOptions<E>, part: Part): Promise<[E[], number]> {
    const count = await this.rows.count({ where: query.where ?? {} });
    const { skip, take } = part.window(count);
    return [await this.rows.find({ ...query, skip, take }), count];
  }
}
