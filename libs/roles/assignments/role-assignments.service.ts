import { Injectable } from '@nestjs/common';
import { NotFound } from '#platform/errors';
import type { Role } from '../role.entity.js';
import { RoleRepository } from '../role.repository.js';
import type { RoleAssignment } from './role-assignment.entity.js';
import { RoleAssignmentRepository, type Holder, type HolderKind } from './role-assignment.repository.js';

/** Who holds which role. Holders come from `RoleHolders`, so that they are of the role's organisation. */
@Injectable()
export class RoleAssignmentsService {
  constructor(
    private readonly assignments: RoleAssignmentRepository,
    private readonly roles: RoleRepository,
  ) {}

  async find(role: Role, kind: HolderKind, id: number): Promise<RoleAssignment> {
    const found = await this.assignments.find(role, kind, id);
    if (!found) throw NotFound.of(MODELS[kind]);
    return found;
  }

  /** Who holds the role already keeps the assignment they have. */
  async assign(role: Role, holder: Holder): Promise<RoleAssignment> {
    await this.assignments.assign(role, holder);
    const held = await this.assignments.held(role, holder);
    if (!held) throw NotFound.of('Role');
    return held;
  }

  /** Somebody else of the same kind holds it instead. */
  async update(role: Role, kind: HolderKind, id: number, holder: Holder | undefined): Promise<RoleAssignment> {
    const assignment = await this.find(role, kind, id);
    if (!holder) return assignment;
    await this.assignments.change(assignment, holder);
    return this.find(role, kind, id);
  }

  async delete(role: Role, kind: HolderKind, id: number): Promise<void> {
    await this.assignments.remove(await this.find(role, kind, id));
  }

  /** The roles that somebody holds themselves. */
  async rolesOf(organisationId: number, holder: Holder): Promise<Role[]> {
    return this.roles.byIds(await this.assignments.roleIdsOf(organisationId, holder));
  }

  /** @throws NotFound where they do not hold it */
  async take(organisationId: number, holder: Holder, roleId: number): Promise<void> {
    if (!(await this.assignments.take(organisationId, holder, roleId))) throw NotFound.of('Role');
  }
}

const MODELS: Readonly<Record<HolderKind, string>> = {
  user: 'UserRole',
  group: 'GroupRole',
  key: 'MasterAPIKeyRole',
};
