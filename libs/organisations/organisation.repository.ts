import { Injectable } from '@nestjs/common';
import { isUUID } from 'class-validator';
import { In } from 'typeorm';
import { Database, Store } from '#platform/database';
import type { PageRequest } from '#platform/http';
import { Organisation } from './organisation.entity.js';

/** An organisation with what its list shows beside it. */
export interface ListedOrganisation {
  readonly organisation: Organisation;
  readonly members: number;
  /** The caller's role; a key that acts for the organisation is its admin, or has roles of its own. */
  readonly role: string | null;
}

@Injectable()
export class OrganisationRepository extends Store<Organisation> {
  constructor(database: Database) {
    super(database, Organisation);
  }

  byId(id: number): Promise<Organisation | null> {
    return this.rows.findOneBy({ id });
  }

  /** One that the user is a member of, or that a key belongs to. */
  async visibleByUuid(uuid: string, user: number | null, ofKey: number | null): Promise<Organisation | null> {
    if (!isUUID(uuid)) return null;
    const [row] = await this.database.query<{ id: number }>(BY_UUID, [user, ofKey, uuid]);
    return row ? this.byId(row.id) : null;
  }

  /** Those that the user is a member of, or the one that a key belongs to. */
  async visibleTo(
    user: number | null,
    ofKey: { organisationId: number; isAdmin: boolean } | null,
    page: PageRequest,
  ): Promise<{ count: number; results: ListedOrganisation[] }> {
    const [total] = await this.database.query<{ count: number }>(COUNT, [user, ofKey?.organisationId ?? null]);
    const { skip, take } = page.window(total?.count ?? 0);
    const found = await this.database.query<{ id: number; members: number; role: string | null }>(LIST, [
      user,
      ofKey?.organisationId ?? null,
      take,
      skip,
      ofKey?.isAdmin === false ? 'USER' : 'ADMIN',
    ]);
    const rows = await this.rows.findBy({ id: In(found.map(({ id }) => id)) });
    const byId = new Map(rows.map((row) => [row.id, row]));
    const results = found.flatMap(({ id, members, role }) => {
      const organisation = byId.get(id);
      return organisation ? [{ organisation, members, role }] : [];
    });
    return { count: total?.count ?? 0, results };
  }

  async withMembers(organisation: Organisation, user: number | null): Promise<ListedOrganisation> {
    const [row] = await this.database.query<{ members: number; role: string | null }>(ONE, [organisation.id, user]);
    return { organisation, members: row?.members ?? 0, role: row?.role ?? null };
  }

  /** Those that have no other member. They are locked, so that two who leave at once are not both taken for the one that stays. */
  async onlyOf(userId: number): Promise<Organisation[]> {
    await this.database.query(LOCK_OF, [userId]);
    const found = await this.database.query<{ id: number }>(ONLY_OF, [userId]);
    return this.rows.findBy({ id: In(found.map(({ id }) => id)) });
  }

  async remove(organisation: Organisation): Promise<void> {
    await this.rows.softDelete(organisation.id);
  }
}

const VISIBLE = `
  from organisation o left join membership m on m.organisation_id = o.id and m.user_id = $1
  where o.deleted_at is null and (m.id is not null or o.id = $2)`;
const BY_UUID = `select o.id ${VISIBLE} and o.uuid = $3`;
const COUNT = `select count(*)::int as count ${VISIBLE}`;
const LIST = `
  select o.id, coalesce(m.role, $5) as role, (select count(*)::int from membership other where other.organisation_id = o.id) as members
  ${VISIBLE} order by o.id limit $3 offset $4`;
const ONE = `
  select count(*)::int as members, max(role) filter (where user_id = $2) as role from membership where organisation_id = $1`;
const LOCK_OF = `
  select o.id from organisation o join membership m on m.organisation_id = o.id
  where m.user_id = $1 and o.deleted_at is null order by o.id for update of o`;
const ONLY_OF = `
  select o.id from organisation o join membership m on m.organisation_id = o.id and m.user_id = $1
  where o.deleted_at is null and not exists (
    select from membership other where other.organisation_id = o.id and other.user_id <> $1
  )
  order by o.id`;
