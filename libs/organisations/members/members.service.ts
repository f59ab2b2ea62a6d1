import { Injectable } from '@nestjs/common';
import { UserRepository } from '#accounts';
import { Invalid, NotFound, type Faults } from '#platform/errors';
import { Events } from '#platform/outbox';
import type { Organisation } from '../organisation.entity.js';
import { MemberJoined, MemberLeft } from '../organisation.events.js';
import type { LeaverDto, UpdateRoleDto } from './member.dto.js';
import type { Membership, Role } from './membership.entity.js';
import { MembershipRepository } from './membership.repository.js';

@Injectable()
export class MembersService {
  constructor(
    private readonly memberships: MembershipRepository,
    private readonly users: UserRepository,
    private readonly events: Events,
  ) {}

  /** Makes somebody a member; the default groups follow. @throws Refused for who is one already */
  async join(userId: number, organisationId: number, role: Role): Promise<Membership> {
    const membership = await this.memberships.join(userId, organisationId, role);
    await this.events.publish(new MemberJoined({ organisationId, userId }));
    return membership;
  }

  /** The last admin may step down, as upstream lets them. @throws NotFound for who is no member */
  async updateRole(organisation: Organisation, userId: number, { role }: UpdateRoleDto): Promise<Membership> {
    const membership = await this.memberships.withUser(userId, organisation.id);
    if (!membership) throw NotFound.of('FFAdminUser');
    if (role) await this.memberships.setRole(membership, role);
    return membership;
  }

  /** Who is no member is passed over. @throws Invalid for who does not exist: nobody is removed then */
  async remove(organisation: Organisation, leavers: readonly LeaverDto[]): Promise<void> {
    const known = new Set((await this.users.byIds(leavers.map(({ id }) => id))).map(({ id }) => id));
    if (leavers.some(({ id }) => !known.has(id)))
      throw new Invalid(
        leavers.map(({ id }): Faults => (known.has(id) ? {} : { id: [`User with id ${id} does not exist`] })),
      );
    for (const userId of known) {
      if (await this.memberships.remove(userId, organisation.id))
        await this.events.publish(new MemberLeft({ organisationId: organisation.id, userId }));
    }
  }
}
