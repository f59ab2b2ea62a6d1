import { Injectable } from '@nestjs/common';
import { NotFound } from '#platform/errors';
import type { Caller } from '#platform/http';
import { Within } from '#platform/outbox';
import { MembershipRepository } from '../members/membership.repository.js';
import type { Organisation } from '../organisation.entity.js';
import { MemberJoined } from '../organisation.events.js';
import { GroupAccess } from './group-access.js';
import type { CreateGroupDto, UpdateGroupDto } from './group.dto.js';
import { Group, notMembers } from './group.entity.js';
import { GroupRepository } from './group.repository.js';

@Injectable()
export class GroupsService {
  constructor(
    private readonly groups: GroupRepository,
    private readonly access: GroupAccess,
    private readonly memberships: MembershipRepository,
  ) {}

  create(organisation: Organisation, input: CreateGroupDto): Promise<Group> {
    return this.groups.save(apply(Object.assign(new Group(), { organisationId: organisation.id }), input));
  }

  update(group: Group, input: Partial<UpdateGroupDto>): Promise<Group> {
    return this.groups.save(apply(group, input));
  }

  delete(group: Group): Promise<void> {
    return this.groups.remove(group);
  }

  /** @throws Refused where one of them is no member of the organisation: nobody is put in then */
  async addUsers(group: Group, userIds: number[], caller: Caller): Promise<void> {
    await this.access.refuseOneself(caller, group.organisationId, userIds, SELF.add);
    const wanted = [...new Set(userIds)];
    if ((await this.memberships.among(group.organisationId, wanted)).length < wanted.length) throw notMembers();
    await this.groups.add(group, wanted);
  }

  /** Who is not in it stays out. */
  async removeUsers(group: Group, userIds: number[], caller: Caller): Promise<void> {
    await this.access.refuseOneself(caller, group.organisationId, userIds, SELF.remove);
    await this.groups.take(group, userIds);
  }

  /** @throws NotFound for who is not in the group */
  async setAdmin(organisation: Organisation, groupId: number, userId: number, groupAdmin: boolean): Promise<void> {
    const group = await this.groups.find(organisation.id, groupId);
    const member = group && (await this.groups.member(group, userId));
    if (!member) throw NotFound.of('FFAdminUser');
    await this.groups.setAdmin(member, groupAdmin);
  }

  /** Who joins an organisation is in its default groups at once. */
  @Within(MemberJoined)
  async addToDefaults({ payload: { organisationId, userId } }: MemberJoined): Promise<void> {
    await this.groups.addToDefaults(organisationId, userId);
  }
}

const SELF = {
  add: 'Non-admin users cannot add themselves to a group.',
  remove: 'Non-admin users cannot remove themselves from a group.',
};

function apply(group: Group, input: Partial<UpdateGroupDto>): Group {
  group.name = input.name ?? group.name;
  group.isDefault = input.is_default ?? group.isDefault;
  if (input.external_id !== undefined) group.externalId = input.external_id || null;
  return group;
}
