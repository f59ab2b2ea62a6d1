import { Injectable } from '@nestjs/common';
import { GroupRepository, keyId, MasterApiKeyRepository, MembershipRepository } from '#organisations';
import { Invalid, NotFound } from '#platform/errors';
import type { Holder } from './role-assignment.repository.js';

/** Finds those of an organisation who can hold a role: as a body names them, or as a path does. */
@Injectable()
export class RoleHolders {
  constructor(
    private readonly memberships: MembershipRepository,
    private readonly groups: GroupRepository,
    private readonly keys: MasterApiKeyRepository,
  ) {}

  /** @throws Invalid for who is no member; a membership that is found stays until the transaction ends */
  async namedUser(organisationId: number, user: number): Promise<Holder> {
    if (!(await this.memberships.keep(user, organisationId))) throw Invalid.reference('user', user);
    return { userId: user };
  }

  /** @throws Invalid for a group of another organisation */
  async namedGroup(organisationId: number, group: number): Promise<Holder> {
    if (!(await this.groups.find(organisationId, group))) throw Invalid.reference('group', group);
    return { groupId: group };
  }

  /** By its `id` or its prefix; also one that acts for something else. @throws Invalid for a key of another organisation, and for one that is admin: it may do everything already */
  async namedKey(organisationId: number, id: string): Promise<Holder> {
    const key = await this.keys.lock(organisationId, id.split('.', 1)[0] ?? '');
    if (!key || (id !== keyId(key) && id !== key.prefix)) throw Invalid.reference('master_api_key', id);
    if (key.isAdmin) throw Invalid.field('master_api_key', 'An admin key has no roles.');
    return { masterApiKey: key.prefix };
  }

  /** @throws NotFound for who is no member */
  async user(organisationId: number, userId: number): Promise<Holder> {
    if (!(await this.memberships.of(userId, organisationId))) throw NotFound.of('FFAdminUser');
    return { userId };
  }

  /** @throws NotFound for a group of another organisation */
  async group(organisationId: number, groupId: number): Promise<Holder> {
    if (!(await this.groups.find(organisationId, groupId))) throw NotFound.of('UserPermissionGroup');
    return { groupId };
  }

  /** @throws NotFound for a key of another organisation */
  async key(organisationId: number, prefix: string): Promise<Holder> {
    if (!(await this.keys.ofOrganisation(organisationId, prefix))) throw NotFound.of('MasterAPIKey');
    return { masterApiKey: prefix };
  }
}
