import type { Person, Tenant } from './index.js';
import { numberIn, send } from './send.js';

/** A permission, for all features or for those with one of the tags. */
export interface Permission {
  readonly permission_key: string;
  readonly tags?: number[];
}

export const rolesOf = ({ organisation }: Tenant): string => `/api/v1/organisations/${organisation}/roles/`;

/** A role of the tenant that gives nothing yet. */
export async function makeRole(tenant: Tenant, name = 'QA'): Promise<number> {
  return numberIn((await send(tenant.owner, 'POST', rolesOf(tenant), { name })).body);
}

/** Says what a role gives on the tenant's project or environment; answers the id of the row. */
export async function give(
  tenant: Tenant,
  role: number,
  level: 'project' | 'environment',
  permissions: Permission[],
  admin = false,
): Promise<number> {
  const body = { permissions, admin, [level]: level === 'project' ? tenant.project : tenant.environment.id };
  return numberIn((await send(tenant.owner, 'POST', `${rolesOf(tenant)}${role}/${level}s-permissions/`, body)).body);
}

/** Answers the id of the assignment. */
export async function assign(tenant: Tenant, role: number, holder: 'users' | 'groups', id: number): Promise<number> {
  const body = { [holder === 'users' ? 'user' : 'group']: id };
  return numberIn((await send(tenant.owner, 'POST', `${rolesOf(tenant)}${role}/${holder}/`, body)).body);
}

/** A group of these people. */
export async function makeGroup(tenant: Tenant, ...users: Person[]): Promise<number> {
  const groups = `/api/v1/organisations/${tenant.organisation}/groups/`;
  const id = numberIn((await send(tenant.owner, 'POST', groups, { name: 'Team' })).body);
  await send(tenant.owner, 'POST', `${groups}${id}/add-users/`, { user_ids: users.map((user) => user.id) });
  return id;
}

/** A tag of the tenant's project. */
export async function makeTag({ owner, project }: Tenant, label: string): Promise<number> {
  return numberIn((await send(owner, 'POST', `/api/v1/projects/${project}/tags/`, { label })).body);
}

/** A feature of the tenant's project that carries these tags. */
export async function makeFeature({ owner, project }: Tenant, name: string, tags: number[]): Promise<number> {
  return numberIn((await send(owner, 'POST', `/api/v1/projects/${project}/features/`, { name, tags })).body);
}
