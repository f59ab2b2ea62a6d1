import { Injectable } from '@nestjs/common';
import { Database, Store } from '#platform/database';
import type { PageRequest } from '#platform/http';
import { Identity } from './identity.entity.js';
import { storedValue } from './traits.js';

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

  /** Gives a new identity its traits, in the transaction that is open. Those that SDKs send are written by `delivery`. */
  async giveTraits(id: number, traits: Readonly<Record<string, string | number | boolean>>): Promise<void> {
    const stored = Object.entries(traits).map(([key, value]) => ({ key, trait: storedValue(value) }));
    await this.database.query(GIVE_TRAITS, [id, JSON.stringify(stored)]);
  }

  /** Only the name: an SDK may be writing its traits. */
  async rename({ id }: Identity, identifier: string): Promise<void> {
    await this.rows.update(id, { identifier });
  }

  /** Lets nobody else change the identity until the transaction ends. */
  async lock({ id }: Identity): Promise<void> {
    await this.database.query('select id from identity where id = $1 for no key update', [id]);
  }

  async remove(identity: Identity): Promise<void> {
    await this.rows.delete(identity.id);
  }
}

const GIVE_TRAITS = `
  update identity set traits = given.traits
  from (
    select coalesce(jsonb_object_agg(key, trait || jsonb_build_object('id', id)), '{}') as traits
    from (
      select nextval('trait_id') as id, key, trait from jsonb_to_recordset($2::jsonb) as one(key text, trait jsonb)
    ) as numbered
  ) as given
  where identity.id = $1`;
