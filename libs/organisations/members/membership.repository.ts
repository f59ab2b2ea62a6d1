import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database, Store } from '#platform/database';
import { Membership, type Role } from './membership.entity.js';

@Injectable()
export class MembershipRepository extends Store<Membership> {
  constructor(database: Database) {
    super(database, Membership);
  }

  /** With their users, the newest member first. */
  inOrganisation(organisationId: number): Promise<Membership[]> {
    return this.rows.find({ where: { organisationId }, relations: { user: true }, order: { id: 'DESC' } });
  }

  /** With the user. */
  withUser(userId: number, organisationId: number): Promise<Membership | null> {
    return this.rows.findOne({ where: { userId, organisationId }, relations: { user: true } });
  }

  of(userId: number, organisationId: number): Promise<Membership | null> {
    return this.rows.findOneBy({ userId, organisationId });
  }

  /** The same, and whoever wants to end it waits for the transaction that is open: for what shall not outlive it. */
  keep(userId: number, organisationId: number): Promise<Membership | null> {
    return this.rows.findOne({ where: { userId, organisationId }, lock: { mode: 'for_key_share' } });
  }

  /** Whether the user is a member of any organisation that is not deleted. */
  async hasAny(userId: number): Promise<boolean> {
    const [row] = await this.database.query(ANY, [userId]);
    return row !== undefined;
  }

  /** Those of these users who are members. */
  among(organisationId: number, userIds: readonly number[]): Promise<Membership[]> {
    return this.rows.findBy({ organisationId, userId: In(userIds) });
  }

  async setRole(membership: Membership, role: Role): Promise<void> {
    await this.rows.update(membership.id, { role });
    membership.role = role;
  }

  /** Whether there was one to remove. */
  async remove(userId: number, organisationId: number): Promise<boolean> {
    return ((await this.rows.delete({ userId, organisationId })).affected ?? 0) > 0;
  }

  join(userId: number, organisationId: number, role: Role): Promise<Membership> {
    return this.rows.save(Object.assign(new Membership(), { userId, organisationId, role }));
  }
}

const ANY = `
  select 1 from membership m join organisation o on o.id = m.organisation_id and o.deleted_at is null
  where m.user_id = $1 limit 1`;
