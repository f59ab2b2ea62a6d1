import { Injectable } from '@nestjs/common';
import { MasterApiKeyAdminChanged, type Organisation } from '#organisations';
import { Invalid, NotFound } from '#platform/errors';
import { Within } from '#platform/outbox';
import { allFound, TagRepository, type Tag } from '#tags';
import { RoleAssignmentRepository } from './assignments/role-assignment.repository.js';
import type { CreateRoleDto } from './role.dto.js';
import { Role } from './role.entity.js';
import { RoleRepository } from './role.repository.js';

@Injectable()
export class RolesService {
  constructor(
    private readonly roles: RoleRepository,
    private readonly assignments: RoleAssignmentRepository,
    private readonly tags: TagRepository,
  ) {}

  /** @throws NotFound for a role of another organisation too */
  async find({ id: organisationId }: Organisation, id: number): Promise<Role> {
    const role = await this.roles.find(organisationId, id);
    if (!role) throw NotFound.of('Role');
    return role;
  }

  create({ id: organisationId }: Organisation, input: CreateRoleDto): Promise<Role> {
    return this.save(Object.assign(new Role(), { organisationId, tags: [] }), input);
  }

  update(role: Role, input: Partial<CreateRoleDto>): Promise<Role> {
    return this.save(role, input);
  }

  /** What it gives goes with it, at once, and so does who held it. */
  delete(role: Role): Promise<void> {
    return this.roles.remove(role);
  }

  /** A key that is admin needs no roles; one that is not has to be able to get one. */
  @Within(MasterApiKeyAdminChanged)
  async followKey({ payload: { organisationId, prefix, isAdmin, hidden } }: MasterApiKeyAdminChanged): Promise<void> {
    if (isAdmin) await this.assignments.removeAllOf({ masterApiKey: prefix });
    else if (!(await this.roles.anyIn(organisationId)))
      // upstream's sentence where it has no roles
      throw Invalid.field(
        'is_admin',
        `RBAC is not installed, cannot create non-admin ${hidden ? 'trust relationship' : 'key'}`,
      );
  }

  private async save(role: Role, input: Partial<CreateRoleDto>): Promise<Role> {
    role.name = input.name ?? role.name;
    if (input.description !== undefined) role.description = input.description;
    if (input.tags) role.tags = await this.tagsFor(role.organisationId, input.tags);
    return this.roles.save(role);
  }

  /** @throws Invalid for a tag of another organisation */
  private async tagsFor(organisationId: number, ids: readonly number[]): Promise<Tag[]> {
    return allFound(ids, await this.tags.amongOrganisation(organisationId, ids));
  }
}
