import { Injectable } from '@nestjs/common';
import { IsNull, Not, Raw } from 'typeorm';
import { Database, Store } from '#platform/database';
import type { PageRequest } from '#platform/http';
import type { ListedInvite } from './invite.dto.js';
import { Invite } from './invite.entity.js';

@Injectable()
export class InviteRepository extends Store<Invite> {
  constructor(database: Database) {
    super(database, Invite);
  }

  /** With who invited, in the order in which they were made. */
  async page(organisationId: number, page: PageRequest): Promise<[ListedInvite[], number]> {
    const query = { where: { organisationId }, relations: { invitedBy: true }, order: { id: 'ASC' } } as const;
    const [invites, count] = await this.findPage(query, page);
    return [await this.listed(invites), count];
  }

  find(organisationId: number, id: number): Promise<Invite | null> {
    return this.rows.findOne({ where: { organisationId, id }, relations: { invitedBy: true } });
  }

  /** One of an organisation that is not deleted, with both: TypeORM joins only those that are not. */
  byId(id: number): Promise<Invite | null> {
    return this.rows.findOne({ where: { id, ...ALIVE }, relations: { organisation: true, invitedBy: true } });
  }

  byDigest(digest: Buffer): Promise<Invite | null> {
    return this.rows.findOne({ where: { digest, ...ALIVE }, relations: { organisation: true } });
  }

  async isInvited(organisationId: number, email: string): Promise<boolean> {
    const address = Raw((column) => `lower(${column}) = lower(:email)`, { email });
    return this.rows.existsBy({ organisationId, email: address });
  }

  /** By any organisation that is not deleted. */
  isInvitedAnywhere(email: string): Promise<boolean> {
    return this.rows.exists({
      where: { email: Raw((column) => `lower(${column}) = lower(:email)`, { email }), ...ALIVE },
      relations: { organisation: true },
    });
  }

  async add(invite: Invite, groupIds: readonly number[]): Promise<ListedInvite> {
    const saved = await this.save(invite);
    await this.database.query(ADD_GROUPS, [saved.id, saved.organisationId, groupIds]);
    return { invite: saved, groupIds: [...new Set(groupIds)] };
  }

  /** With the ids of their groups. */
  async listed(invites: readonly Invite[]): Promise<ListedInvite[]> {
    const rows = await this.database.query<{ invite: number; group: number }>(GROUPS, [invites.map(({ id }) => id)]);
    return invites.map((invite) => ({
      invite,
      groupIds: rows.filter((row) => row.invite === invite.id).map(({ group }) => group),
    }));
  }

  /** Whether it was still there: of two at once, one takes it. */
  async take(invite: Invite): Promise<boolean> {
    return ((await this.rows.delete(invite.id)).affected ?? 0) > 0;
  }
}

const ALIVE = { organisation: { id: Not(IsNull()) } };
const GROUPS = `
  select invite_id as invite, group_id as "group" from invite_group where invite_id = any($1) order by group_id`;
const ADD_GROUPS = `
  insert into invite_group (invite_id, organisation_id, group_id) select $1, $2, unnest($3::int[]) on conflict do nothing`;
