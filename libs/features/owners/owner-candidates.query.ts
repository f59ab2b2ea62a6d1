import { Injectable } from '@nestjs/common';
import { AccessService } from '#access';
import { UserCaller, UserRepository, type User } from '#accounts';
import { GroupRepository, type Group } from '#organisations';
import type { Project } from '#projects';

/** Those of the ids that may own a feature, and the others. */
export interface Candidates<T> {
  readonly found: T[];
  readonly strangers: number[];
}

/** Who may own the features of a project. */
@Injectable()
export class OwnerCandidates {
  constructor(
    private readonly people: UserRepository,
    private readonly groupRows: GroupRepository,
    private readonly access: AccessService,
  ) {}

  /** People who can see the project. */
  async users(project: Project, ids: readonly number[]): Promise<Candidates<User>> {
    const found: User[] = [];
    for (const user of await this.people.byIds([...new Set(ids)])) {
      const rights = await this.access.rightsOf(new UserCaller(user), project.accessPath);
      if (!rights.has('project', 'VIEW_PROJECT')) break;
      found.push(user);
    }
    return { found, strangers: without(ids, found) };
  }

  /** Groups of the organisation. */
  async groups(project: Project, ids: readonly number[]): Promise<Candidates<Group>> {
    const found = await this.groupRows.among(project.organisationId, [...new Set(ids)]);
    return { found, strangers: without(ids, found) };
  }
}

function without(ids: readonly number[], found: readonly { id: number }[]): number[] {
  const known = new Set(found.map(({ id }) => id));
  return [...new Set(ids)].filter((id) => !known.has(id));
}
