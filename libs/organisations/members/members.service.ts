import { Injectable } from '@nestjs/common';
import { Events } from '#platform/outbox';
import type { Membership, Role } from '../membership.entity.js';
import { MembershipRepository } from '../membership.repository.js';
import { MemberJoined } from '../organisation.events.js';

@Injectable()
export class MembersService {
  constructor(
    private readonly memberships: MembershipRepository,
    private readonly events: Events,
  ) {}

  /** Makes somebody a member; the default groups follow. @throws Refused for who is one already */
  async join(userId: number, organisationId: number, role: Role): Promise<Membership> {
    const membership = await this.memberships.join(userId, organisationId, role);
    await this.events.publish(new MemberJoined({ organisationId, userId }));
    return membership;
  }
}
