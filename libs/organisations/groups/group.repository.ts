import { Injectable } from '@nestjs/common';
import { And, Equal, In, Raw, type FindOperator } from 'typeorm';
import { Database, Store } from '#platform/database';
import type { PageRequest } from '#platform/http';
import { Group, GroupMember } from './group.entity.js';

/** Which groups of an organisation: all, those that a user is in, or those that they administer. */
export interface GroupFilter {
  readonly memberId?: number;
  readonly adminId?: number;
}

@Injectable()
export class GroupRepository extends Store<Group> {
  constructor(database: Database) {
    super(database, Group);
  }

  page(organisationId: number, filter: GroupFilter, page: PageRequest): Promise<[Group[], number]> {
    return this.findPage({ where: where(organisationId, filter), order: { id: 'ASC' } }, page);
  }

  inOrganisation(organisationId: number): Promise<Group[]> {
    return this.rows.find({ where: { organisationId }, order: { id: 'ASC' } });
  }

  find(organisationId: number, id: number, filter: GroupFilter = {}): Promise<Group | null> {
    const { id: among, ...rest } = where(organisationId, filter);
    return this.rows.findOneBy({ ...rest, id: among ? And(among, Equal(id)) : id });
  }

  /** Those of these ids that are groups of the organisation. */
  among(organisationId: number, ids: readonly number[]): Promise<Group[]> {
    return this.rows.find({ where: { organisationId, id: In(ids) }, order: { id: 'ASC' } });
  }

  async remove(group: Group): Promise<void> {
    await this.rows.delete(group.id);
  }

  /** The people in these groups, with their users. */
  membersOf(groups: readonly Group[]): Promise<GroupMember[]> {
    return this.members.find({
      where: { groupId: In(groups.map(({ id }) => id)) },
      relations: { user: true },
      order: { userId: 'ASC' },
    });
  }

  member(group: Group, userId: number): Promise<GroupMember | null> {
    return this.members.findOneBy({ groupId: group.id, userId });
  }

  /** Who is in it already stays as they are. */
  async add(group: Group, userIds: readonly number[]): Promise<void> {
    await this.database.query(ADD, [group.id, group.organisationId, userIds]);
  }

  async addToDefaults(organisationId: number, userId: number): Promise<void> {
    await this.database.query(ADD_TO_DEFAULTS, [organisationId, userId]);
  }

  /** Puts a member into just those groups with an external id that are named; others without one are left alone. */
  async follow(userId: number, externalIds: readonly string[]): Promise<void> {
    await this.database.query(LEAVE_OTHERS, [userId, externalIds]);
    await this.database.query(ENTER, [userId, externalIds]);
  }

  async take(group: Group, userIds: readonly number[]): Promise<void> {
    await this.members.delete({ groupId: group.id, userId: In(userIds) });
  }

  async setAdmin(member: GroupMember, groupAdmin: boolean): Promise<void> {
    await this.members.update({ groupId: member.groupId, userId: member.userId }, { groupAdmin });
  }

  private get members() {
    return this.database.manager.getRepository(GroupMember);
  }
}

function where(
  organisationId: number,
  { memberId, adminId }: GroupFilter,
): { organisationId: number; id?: FindOperator<number> } {
  const user = adminId ?? memberId;
  if (user === undefined) return { organisationId };
  const admin = adminId === undefined ? '' : ' and m.group_admin';
  const id = Raw<number>(
    (column) => `exists (select 1 from user_group_member m where m.group_id = ${column} and m.user_id = :user${admin})`,
    { user },
  );
  return { organisationId, id };
}

const LEAVE_OTHERS = `
  delete from user_group_member m using user_group g
  where g.id = m.group_id and m.user_id = $1 and g.external_id is not null and g.external_id <> all($2)`;
const ENTER = `
  insert into user_group_member (group_id, organisation_id, user_id)
  select g.id, g.organisation_id, m.user_id
  from user_group g join membership m on m.organisation_id = g.organisation_id
  where m.user_id = $1 and g.external_id = any($2)
  on conflict do nothing`;
const ADD = `
  insert into user_group_member (group_id, organisation_id, user_id) select $1, $2, unnest($3::int[])
  on conflict (group_id, user_id) do nothing`;
const ADD_TO_DEFAULTS = `
  insert into user_group_member (group_id, organisation_id, user_id)
  select g.id, g.organisation_id, $2 from user_group g where g.organisation_id = $1 and g.is_default
  on conflict (group_id, user_id) do nothing`;
