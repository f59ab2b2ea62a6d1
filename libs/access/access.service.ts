import { Injectable } from '@nestjs/common';
import { UserCaller } from '#accounts';
import { MasterKeyCaller } from '#organisations';
import { Denied } from '#platform/errors';
import { Permissions, type Caller, type Subject, type Verdict } from '#platform/http';
import { isAccessScope, type AboutFeature, type AccessPath, type Level } from './access-path.js';
import { GrantRepository, type Visible, type Who } from './grants/grant.repository.js';
import { isPermissionKey } from './permission-keys.js';
import { levelOf, Rights } from './rights.js';

/** The one place where it is decided who may do what. */
@Injectable()
export class AccessService extends Permissions {
  constructor(private readonly grants: GrantRepository) {
    super();
  }

  async judge(caller: Caller, level: string, scope: object, permission: string, about?: Subject): Promise<Verdict> {
    if (!isLevel(level) || !isAccessScope(scope)) throw new Error(`nothing is granted on the level "${level}"`);
    if (permission !== 'admin' && permission !== 'member' && !isPermissionKey(level, permission))
      throw new Error(`the level "${level}" has no permission "${permission}"`);
    const rights = await this.rightsOf(caller, scope.accessPath, about && featureOf(about));
    const sees = rights.sees(level);
    if (rights.has(level, permission)) return sees ? 'allowed' : 'blind';
    return sees ? 'denied' : 'hidden';
  }

  /** @param about counts what is limited to tags in, where that feature carries one of them */
  async rightsOf(caller: Caller, path: AccessPath, about?: AboutFeature): Promise<Rights> {
    if (isAdminKey(caller)) return caller.organisationId === path.organisationId ? Rights.everything() : Rights.none;
    const who = partyOf(caller);
    return who ? Rights.from(await this.grants.onPath(who, path, about)) : Rights.none;
  }

  /** For things that a body names, where no rule of the route could ask. @throws Denied */
  async require(caller: Caller, path: AccessPath, permission: string, about?: AboutFeature): Promise<void> {
    const rights = await this.rightsOf(caller, path, about);
    if (!rights.has(levelOf(path), permission)) throw new Denied();
  }

  /** What of all lists the caller may see. */
  async visibleTo(caller: Caller): Promise<Visible> {
    if (isAdminKey(caller)) return { organisationIds: [caller.organisationId], projectIds: [], environmentIds: [] };
    const who = partyOf(caller);
    return who ? this.grants.visibleTo(who) : { organisationIds: [], projectIds: [], environmentIds: [] };
  }

  /** Makes a person the admin of what they have just created. A key needs no grant. */
  async makeAdmin(caller: Caller, path: AccessPath): Promise<void> {
    if (caller instanceof UserCaller) await this.grants.make(path, { userId: caller.user.id, admin: true });
  }
}

function isLevel(level: string): level is Level {
  return level === 'organisation' || level === 'project' || level === 'environment';
}

function isAdminKey(caller: Caller): caller is MasterKeyCaller {
  return caller instanceof MasterKeyCaller && caller.isAdmin;
}

/** Whom grants can belong to; nobody for the key of an environment. */
function partyOf(caller: Caller): Who | undefined {
  if (caller instanceof UserCaller) return { userId: caller.user.id };
  return caller instanceof MasterKeyCaller ? { key: caller.prefix } : undefined;
}

function featureOf({ kind, id }: Subject): AboutFeature {
  if (kind !== 'feature' && kind !== 'feature-state') throw new Error(`no right is limited by a "${kind}"`);
  return { kind, id };
}
