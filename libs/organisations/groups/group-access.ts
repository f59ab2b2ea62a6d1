import { Injectable } from '@nestjs/common';
import { UserCaller } from '#accounts';
import { Denied, NotFound } from '#platform/errors';
import { Permissions, type Caller } from '#platform/http';
import type { Group } from './group.entity.js';
import { GroupRepository, type GroupFilter } from './group.repository.js';

/**
 * Who may manage which groups: admins and holders of MANAGE_USER_GROUPS all of them, others those that they administer. Who may
 * not hears of a single group that there is none, so its routes have no rule that would say more.
 */
@Injectable()
export class GroupAccess {
  constructor(
    private readonly groups: GroupRepository,
    private readonly permissions: Permissions,
  ) {}

  /** The group, for a caller who may manage it. @throws NotFound for everybody else */
  async manageable(caller: Caller, organisationId: number, id: number): Promise<Group> {
    const filter = await this.managedBy(caller, organisationId);
    const group = filter && (await this.groups.find(organisationId, id, filter));
    if (!group) throw NotFound.of('UserPermissionGroup');
    return group;
  }

  /** Which groups the caller may manage; undefined for somebody from outside. */
  async managedBy(caller: Caller, organisationId: number): Promise<GroupFilter | undefined> {
    return this.narrowed(caller, organisationId, (adminId) => ({ adminId }));
  }

  /** Which groups are the caller's: those they are in, or all for who may manage them. */
  async of(caller: Caller, organisationId: number): Promise<GroupFilter | undefined> {
    return this.narrowed(caller, organisationId, (memberId) => ({ memberId }));
  }

  /** @throws Denied where somebody who is not an admin is among those to be put in or taken out themselves */
  async refuseOneself(caller: Caller, organisationId: number, userIds: readonly number[], sentence: string) {
    if (!(caller instanceof UserCaller) || !userIds.includes(caller.user.id)) return;
    if ((await this.judge(caller, organisationId, 'admin')) !== 'allowed') throw new Denied(sentence);
  }

  private async narrowed(
    caller: Caller,
    organisationId: number,
    narrow: (userId: number) => GroupFilter,
  ): Promise<GroupFilter | undefined> {
    const verdict = await this.judge(caller, organisationId, 'MANAGE_USER_GROUPS');
    // a key that has the right by a role is no member
    if (verdict === 'allowed' || verdict === 'blind') return {};
    return verdict === 'denied' && caller instanceof UserCaller ? narrow(caller.user.id) : undefined;
  }

  private judge(caller: Caller, organisationId: number, permission: string) {
    return this.permissions.judge(caller, 'organisation', { accessPath: { organisationId } }, permission);
  }
}
