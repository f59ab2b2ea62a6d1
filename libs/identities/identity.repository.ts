import { Injectable } from '@nestjs/common';
import { Database, Store } from '#platform/database';
import type { PageRequest } from '#platform/http';
import { Identity } from './identity.entity.js';

@Injectable()
export class IdentityRepository extends Store<Identity> {
  constructor(database: Database) {
    super(database, Identity);
  }

  find(environmentId: number, id: number): Promise<Identity | null> {
    return this.rows.findOneBy({ environmentId, id });
  }

  exists(environmentId: number, identifier: string): Promise<boolean> {
    return this.rows.existsBy({ environmentId, identifier });
  }

  /** `search` is part of the identifier in any case, or the whole of it in double quotes. */
  async page(environmentId: number, search: string | undefined, page: PageRequest): Promise<[Identity[], number]> {
    const query = this.rows.createQueryBuilder('identity').where({ environmentId });
    const exact = /^"(.*)"$/s.exec(search ?? '')?.[1];
    if (exact !== undefined) query.andWhere('identity.identifier = :exact', { exact });
    else if (search) query.andWhere('position(lower(:search) in lower(identity.identifier)) > 0', { search });
    const count = await query.getCount();
    const { skip, take } = page.window(count);
    return [
      await query.orderBy('identity.createdDate').addOrderBy('identity.id').skip(skip).take(take).getMany(),
      count,
    ];
  }

  async remove(identity: Identity): Promise<void> {
    await this.rows.delete(identity.id);
  }
}
