import { Injectable } from '@nestjs/common';
import { IsNull, Not, type FindOptionsWhere } from 'typeorm';
import { Database, Store } from '#platform/database';
import type { PageRequest } from '#platform/http';
import type { Role } from '../role.entity.js';
import { RoleAssignment } from './role-assignment.entity.js';

/** Who can hold a role. Exactly one of them is set. */
export interface Holder {
  readonly userId?: number;
  readonly groupId?: number;
  /** The prefix of the key. */
  readonly masterApiKey?: string;
}

export type HolderKind = 'user' | 'group' | 'key';

@Injectable()
export class RoleAssignmentRepository extends Store<RoleAssignment> {
  constructor(database: Database) {
    super(database, RoleAssignment);
  }

  /** Who holds the role, with the role and the key, as all that follow. */
  of(role: Role, kind: HolderKind, page: PageRequest): Promise<[RoleAssignment[], number]> {
    const where = { roleId: role.id, ...HELD_BY[kind] };
    return this.findPage({ where, relations: WITH, order: { id: 'ASC' } }, page);
  }

  find(role: Role, kind: HolderKind, id: number): Promise<RoleAssignment | null> {
    return this.rows.findOne({ where: { roleId: role.id, ...HELD_BY[kind], id }, relations: WITH });
  }

  /** Who holds it already stays as they are. */
  async assign(role: Role, holder: Holder): Promise<void> {
    await this.database.query(ASSIGN, [
      role.id,
      role.organisationId,
      holder.userId ?? null,
      holder.groupId ?? null,
      holder.masterApiKey ?? null,
    ]);
  }

  held(role: Role, holder: Holder): Promise<RoleAssignment | null> {
    return this.rows.findOne({ where: { roleId: role.id, ...holder }, relations: WITH });
  }

  async change({ id }: RoleAssignment, holder: Holder): Promise<void> {
    await this.rows.update(id, holder);
  }

  async remove({ id }: RoleAssignment): Promise<void> {
    await this.rows.delete(id);
  }

  /** The ids of the roles that somebody holds themselves. */
  async roleIdsOf(organisationId: number, holder: Holder): Promise<number[]> {
    const rows = await this.rows.find({ where: { organisationId, ...holder }, select: { roleId: true } });
    return rows.map(({ roleId }) => roleId);
  }

  /** Whether there was something to take away. */
  async take(organisationId: number, holder: Holder, roleId: number): Promise<boolean> {
    return ((await this.rows.delete({ organisationId, ...holder, roleId })).affected ?? 0) > 0;
  }

  async removeAllOf(holder: Holder): Promise<void> {
    await this.rows.delete({ ...holder });
  }
}

const WITH = { role: true, key: true };

/** A key that is revoked is gone from all answers. */
const HELD_BY: Readonly<Record<HolderKind, FindOptionsWhere<RoleAssignment>>> = {
  user: { userId: Not(IsNull()) },
  group: { groupId: Not(IsNull()) },
  key: { key: { revoked: false } },
};

const ASSIGN = `
  insert into role_assignment (role_id, organisation_id, user_id, group_id, master_api_key) values ($1, $2, $3, $4, $5)
  on conflict do nothing`;
