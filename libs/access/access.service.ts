import { Injectable } from '@nestjs/common';
import { UserCaller } from '#accounts';
import { MasterKeyCaller } from '#organisations';
import { Denied } from '#platform/errors';
import { Permissions, type Caller, type Verdict } from '#platform/http';
import { isAccessScope, type AccessPath, type Level } from './access-path.js';
import { GrantRepository, type Visible } from './grants/grant.repository.js';
import { isPermissionKey } from './permission-keys.js';
import { levelOf, Rights } from './rights.js';

/** The one place where it is decided who may do what. */
@Injectable()
export class AccessService extends Permissions {
  constructor(private readonly grants: GrantRepository) {
    super();
  }

  async judge(caller: Caller, level: string, scope: object, permission: string): Promise<Verdict> {
    if (!isLevel(level) || !isAccessScope(scope)) throw new Error(`nothing is granted on the level "${level}"`);
    if (permission !== 'admin' && permission !== 'member' && !isPermissionKey(level, permission))
      throw new Error(`the level "${level}" has no permission "${permission}"`);
    const rights = await this.rightsOf(caller, scope.accessPath);
    const sees = rights.sees(level);
    if (rights.has(level, permission)) return sees ? 'allowed' : 'blind';
    return sees ? 'denied' : 'hidden';
  }

  async rightsOf(caller: Caller, path: AccessPath): Promise<Rights> {
    if (caller instanceof UserCaller) return Rights.from(await this.grants.onPath(caller.user.id, path));
    if (caller instanceof MasterKeyCaller && caller.isAdmin && caller.organisationId === path.organisationId)
      return Rights.everything();
    return Rights.none;
  }

  /** For things that a body names, where no rule of the route could ask. @throws Denied */
  async require(caller: Caller, path: AccessPath, permission: string): Promise<void> {
    const rights = await this.rightsOf(caller, path);
    if (!rights.has(levelOf(path), permission)) throw new Denied();
  }

  /** What of all lists the caller may see. */
  async visibleTo(caller: Caller): Promise<Visible> {
    if (caller instanceof UserCaller) return this.grants.visibleTo(caller.user.id);
    const organisationIds = caller instanceof MasterKeyCaller && caller.isAdmin ? [caller.organisationId] : [];
    return { organisationIds, projectIds: [], environmentIds: [] };
  }

  /** Makes a person the admin of what they have just created. A key needs no grant. */
  async makeAdmin(caller: Caller, path: AccessPath): Promise<void> {
    if (caller instanceof UserCaller) await this.grants.make(path, { userId: caller.user.id, admin: true });
  }
}

function isLevel(level: string): level is Level {
  return level === 'organisation' || level === 'project' || level === 'environment';
}
