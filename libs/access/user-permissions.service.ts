import { Injectable } from '@nestjs/common';
import { MemberLeft, MembershipRepository } from '#organisations';
import { Invalid, NotFound } from '#platform/errors';
import { Within } from '#platform/outbox';
import { LEVELS, type AccessPath } from './access-path.js';
import type { Grant } from './grant.entity.js';
import { GrantRepository } from './grant.repository.js';
import { isPermissionKey } from './permission-keys.js';
import type { CreateUserPermissionDto, UpdateUserPermissionDto } from './user-permission.dto.js';
import { levelOf } from './rights.js';

/** The rows that give users rights on one organisation, project or environment. */
@Injectable()
export class UserPermissionsService {
  constructor(
    private readonly grants: GrantRepository,
    private readonly memberships: MembershipRepository,
  ) {}

  /** @throws Invalid for somebody who is not a member of the organisation, and for unknown keys */
  async create(path: AccessPath, input: CreateUserPermissionDto): Promise<Grant> {
    const permissions = knownKeys(input.permissions ?? []);
    if (!(await this.memberships.of(input.user, path.organisationId))) throw Invalid.reference('user', input.user);
    return this.grants.make(path, input.user, input.admin ?? false, permissions);
  }

  async update(path: AccessPath, id: number, input: UpdateUserPermissionDto): Promise<Grant> {
    const grant = await this.find(path, id);
    grant.admin = input.admin ?? grant.admin;
    if (input.permissions) grant.permissions = knownKeys(input.permissions);
    return this.grants.save(grant);
  }

  async delete(path: AccessPath, id: number): Promise<void> {
    await this.grants.remove(await this.find(path, id));
  }

  /** Grants on the organisation itself stay, as upstream's do: without a membership they give nothing. */
  @Within(MemberLeft)
  removeBelow({ payload: { organisationId, userId } }: MemberLeft): Promise<void> {
    return this.grants.removeBelow(organisationId, userId);
  }

  async find(path: AccessPath, id: number): Promise<Grant> {
    const grant = await this.grants.find(path, id);
    if (!grant) throw NotFound.of(MODELS[levelOf(path)]);
    return grant;
  }
}

const MODELS = {
  organisation: 'UserOrganisationPermission',
  project: 'UserProjectPermission',
  environment: 'UserEnvironmentPermission',
};

/** Keys of another level are taken, as they always were: they give nothing there. */
function knownKeys(keys: string[]): string[] {
  const unknown = keys.find((key) => !LEVELS.some((level) => isPermissionKey(level, key)));
  if (unknown !== undefined) throw Invalid.reference('permissions', unknown);
  return [...new Set(keys)];
}
