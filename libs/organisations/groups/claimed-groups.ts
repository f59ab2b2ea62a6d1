import { Injectable } from '@nestjs/common';
import { GroupsClaimed } from '#accounts';
import { Within } from '#platform/outbox';
import { GroupRepository } from './group.repository.js';

/** Groups that the provider where somebody signs in says they are in. */
@Injectable()
export class ClaimedGroups {
  constructor(private readonly groups: GroupRepository) {}

  /**
   * In the organisations of that user, groups with an external id are theirs if the provider names it, and else not. Nobody becomes
   * a member by a claim: whoever may name a group must not thereby learn who is in it.
   */
  @Within(GroupsClaimed)
  async follow({ payload }: GroupsClaimed): Promise<void> {
    await this.groups.follow(payload.userId, payload.groups);
  }
}
