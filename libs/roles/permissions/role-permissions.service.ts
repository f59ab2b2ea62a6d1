import { Injectable } from '@nestjs/common';
import {
  permissionKey,
  RoleGrantRepository,
  type AccessPath,
  type Level,
  type RoleGrant,
  type RolePermission,
} from '#access';
import { EnvironmentRepository } from '#environments';
import { Invalid, NotFound, type FaultTree } from '#platform/errors';
import { ProjectRepository } from '#projects';
import { TagRepository } from '#tags';
import type { Role } from '../role.entity.js';
import { RoleRepository } from '../role.repository.js';
import type { TaggedPermissionDto } from './role-permission.dto.js';

/** What a role shall give on one thing, as bodies say it. */
interface RolePermissionsInput {
  /** The project or the environment; none for the organisation itself. */
  readonly target?: number | undefined;
  readonly admin?: boolean | undefined;
  readonly permissions?: readonly TaggedPermissionDto[] | undefined;
}

/** What roles give on the organisation, on projects and on environments: at most one row for each of them. */
@Injectable()
export class RolePermissionsService {
  constructor(
    private readonly grants: RoleGrantRepository,
    private readonly roles: RoleRepository,
    private readonly projects: ProjectRepository,
    private readonly environments: EnvironmentRepository,
    private readonly tags: TagRepository,
  ) {}

  /** The row for that thing, or none; also where the thing is not the organisation's. */
  async on(role: Role, level: Level, target?: number): Promise<RoleGrant[]> {
    const path = await this.pathTo(role, level, target);
    const row = path && (await this.grants.on(role.id, path));
    return row ? [row] : [];
  }

  async find(role: Role, level: Level, id: number): Promise<RoleGrant> {
    const row = await this.grants.find(role.id, level, id);
    if (!row) throw NotFound.of(MODELS[level]);
    return row;
  }

  /** Where there is a row already it is replaced: who saves twice in a hurry loses nothing. */
  async create(
    role: Role,
    level: Level,
    { target, admin = false, permissions = [] }: RolePermissionsInput,
  ): Promise<RoleGrant> {
    const path = await this.openPath(role, level, target);
    const input = { admin, permissions: await this.checked(level, path, permissions) };
    await this.roles.lock(role);
    const before = await this.grants.on(role.id, path);
    return before ? this.grants.change(before, path, input) : this.grants.make(role.id, path, input);
  }

  /** Permissions are replaced as a whole. What is left out stays as it is, and has to suit the thing that the row moves to. */
  async update(
    role: Role,
    level: Level,
    id: number,
    { target, admin, permissions }: RolePermissionsInput,
  ): Promise<RoleGrant> {
    const { grant } = await this.find(role, level, id);
    const path = await this.openPath(role, level, target ?? grant.projectId ?? grant.environmentId ?? undefined);
    await this.roles.lock(role);
    const row = await this.find(role, level, id);
    const wanted = permissions ?? row.permissions.map(({ key, tags }) => ({ permission_key: key, tags: [...tags] }));
    return this.grants.change(row, path, { admin, permissions: await this.checked(level, path, wanted) });
  }

  async delete(role: Role, level: Level, id: number): Promise<void> {
    await this.grants.remove(await this.find(role, level, id));
  }

  /** @throws Invalid for a project or an environment of another organisation */
  private async openPath(role: Role, level: Level, target: number | undefined): Promise<AccessPath> {
    const path = await this.pathTo(role, level, target);
    if (!path) throw Invalid.reference(level, target ?? 0);
    return path;
  }

  private async pathTo({ organisationId }: Role, level: Level, target = 0): Promise<AccessPath | undefined> {
    if (level === 'organisation') return { organisationId };
    const found =
      level === 'project'
        ? await this.projects.find(organisationId, target)
        : await this.environments.ofOrganisation(organisationId, target);
    return found?.accessPath;
  }

  /** Each key once. @throws Invalid, nested as the list is */
  private async checked(
    level: Level,
    path: AccessPath,
    given: readonly TaggedPermissionDto[],
  ): Promise<RolePermission[]> {
    const wanted = [...new Set(given.flatMap(({ tags = [] }) => tags))];
    const found = path.projectId && wanted.length > 0 ? await this.tags.among(path.projectId, wanted) : [];
    const known = new Set(found.map(({ id }) => id));
    const faults = given.map((one) => faultOf(level, one, known));
    if (faults.some((fault) => Object.keys(fault).length > 0)) {
      const [first] = faults.flatMap(({ permission_key: sentences }) => sentences ?? []);
      throw new Invalid({ permissions: level === 'organisation' && first ? [first] : faults });
    }
    return merged(given);
  }
}

const MODELS: Readonly<Record<Level, string>> = {
  organisation: 'RoleOrganisationPermission',
  project: 'RoleProjectPermission',
  environment: 'RoleEnvironmentPermission',
};

function faultOf(
  level: Level,
  { permission_key: key, tags = [] }: TaggedPermissionDto,
  known: ReadonlySet<number>,
): FaultTree {
  const permission = permissionKey(level, key);
  if (!permission) return { permission_key: [`Invalid pk "${key}" - object does not exist.`] };
  if (tags.length > 0 && !permission.supports_tag) return { tags: [`${key} cannot be limited to tags.`] };
  const stranger = tags.find((tag) => !known.has(tag));
  return stranger === undefined ? {} : { tags: [`Invalid pk "${stranger}" - object does not exist.`] };
}

/** A key that is there twice counts for the tags of both, and for everything if one has no tags. */
function merged(given: readonly TaggedPermissionDto[]): RolePermission[] {
  const found = new Map<string, number[]>();
  for (const { permission_key: key, tags = [] } of given) {
    const before = found.get(key);
    const everything = tags.length === 0 || before?.length === 0;
    found.set(key, everything ? [] : [...new Set([...(before ?? []), ...tags])].sort((one, other) => one - other));
  }
  return Array.from(found, ([key, tags]) => ({ key, tags }));
}
