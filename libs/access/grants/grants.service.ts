import { Injectable } from '@nestjs/common';
import { GroupRepository, MemberLeft, MembershipRepository } from '#organisations';
import { Invalid, NotFound } from '#platform/errors';
import { Within } from '#platform/outbox';
import { LEVELS, type AccessPath } from '../access-path.js';
import { isPermissionKey } from '../permission-keys.js';
import { levelOf } from '../rights.js';
import type { Grant, HolderKind } from './grant.entity.js';
import { GrantRepository } from './grant.repository.js';

/** What is granted, and to whom, as bodies say it. */
export interface GrantInput {
  readonly user?: number;
  readonly group?: number;
  readonly permissions?: string[];
  readonly admin?: boolean;
}

/** The rows that give users and groups rights on one organisation, project or environment. */
@Injectable()
export class GrantsService {
  constructor(
    private readonly grants: GrantRepository,
    private readonly memberships: MembershipRepository,
    private readonly groups: GroupRepository,
  ) {}

  /** @throws Invalid for a user or a group of another organisation, and for unknown keys */
  async create(path: AccessPath, input: GrantInput): Promise<Grant> {
    const permissions = knownKeys(input.permissions ?? []);
    return this.grants.make(path, { ...(await this.holder(path, input)), admin: input.admin ?? false, permissions });
  }

  /** @throws Invalid as for a new one */
  async update(path: AccessPath, kind: HolderKind, id: number, input: GrantInput): Promise<Grant> {
    const grant = await this.find(path, kind, id);
    Object.assign(grant, await this.holder(path, input));
    grant.admin = input.admin ?? grant.admin;
    if (input.permissions) grant.permissions = knownKeys(input.permissions);
    await this.grants.change(grant);
    return grant;
  }

  async delete(path: AccessPath, kind: HolderKind, id: number): Promise<void> {
    await this.grants.remove(await this.find(path, kind, id));
  }

  async find(path: AccessPath, kind: HolderKind, id: number): Promise<Grant> {
    const grant = await this.grants.find(path, kind, id);
    if (!grant) throw NotFound.of(`${MODELS[kind]}${LEVEL_MODELS[levelOf(path)]}Permission`);
    return grant;
  }

  /** Grants on the organisation itself stay, as upstream's do: without a membership they give nothing. */
  @Within(MemberLeft)
  removeBelow({ payload: { organisationId, userId } }: MemberLeft): Promise<void> {
    return this.grants.removeBelow(organisationId, userId);
  }

  private async holder({ organisationId }: AccessPath, { user, group }: GrantInput): Promise<Partial<Grant>> {
    if (user !== undefined) {
      if (!(await this.memberships.keep(user, organisationId))) throw Invalid.reference('user', user);
      return { userId: user };
    }
    if (group === undefined) return {};
    if (!(await this.groups.find(organisationId, group))) throw Invalid.reference('group', group);
    return { groupId: group };
  }
}

const MODELS = { user: 'User', group: 'UserPermissionGroup' };
const LEVEL_MODELS = { organisation: 'Organisation', project: 'Project', environment: 'Environment' };

/** Keys of another level are taken, as they always were: they give nothing there. */
function knownKeys(keys: string[]): string[] {
  const unknown = keys.find((key) => !LEVELS.some((level) => isPermissionKey(level, key)));
  if (unknown !== undefined) throw Invalid.reference('permissions', unknown);
  return [...new Set(keys)];
}
