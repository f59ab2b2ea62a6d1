import { Injectable } from '@nestjs/common';
import { GroupRepository, type GroupMember } from '#organisations';
import type { AccessPath } from '../access-path.js';
import type { Grant } from './grant.entity.js';
import { GrantRepository } from './grant.repository.js';

/** The grants of groups on one thing, and who is in those groups. */
@Injectable()
export class GroupGrantsQuery {
  constructor(
    private readonly grants: GrantRepository,
    private readonly groups: GroupRepository,
  ) {}

  async on(path: AccessPath): Promise<[Grant[], GroupMember[]]> {
    const grants = await this.grants.on(path, 'group');
    return [grants, await this.groups.membersOf(grants.flatMap(({ group }) => group ?? []))];
  }
}
