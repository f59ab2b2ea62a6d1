import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database, Store } from '#platform/database';
import type { PageRequest } from '#platform/http';
import { Role } from './role.entity.js';

@Injectable()
export class RoleRepository extends Store<Role> {
  constructor(database: Database) {
    super(database, Role);
  }

  /** With their tags, as all that follow. */
  async inOrganisation(organisationId: number, page: PageRequest): Promise<[Role[], number]> {
    const [found, count] = await this.findPage({ where: { organisationId }, order: { id: 'ASC' } }, page);
    return [await this.byIds(found.map(({ id }) => id)), count];
  }

  find(organisationId: number, id: number): Promise<Role | null> {
    return this.rows.findOne({
      where: { organisationId, id },
      relations: { tags: true },
      order: { tags: { id: 'ASC' } },
    });
  }

  /** In the order of their ids. */
  byIds(ids: readonly number[]): Promise<Role[]> {
    return this.rows.find({
      where: { id: In(ids) },
      relations: { tags: true },
      order: { id: 'ASC', tags: { id: 'ASC' } },
    });
  }

  /** Whether there are any; they stay until the transaction ends. */
  async anyIn(organisationId: number): Promise<boolean> {
    return (await this.database.query(ANY, [organisationId])).length > 0;
  }

  /** Lets nobody else change what the role gives until the transaction ends. */
  async lock(role: Role): Promise<void> {
    await this.database.query('select id from role where id = $1 for no key update', [role.id]);
  }

  async remove(role: Role): Promise<void> {
    await this.rows.delete(role.id);
  }
}

const ANY = 'select id from role where organisation_id = $1 limit 1 for key share';
