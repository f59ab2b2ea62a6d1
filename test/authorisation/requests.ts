import type { RouteDescription } from '#platform/http';
import { BODIES, QUERIES } from './bodies.js';
import type { World } from './world.js';

/** One request to an operation, with the things of a world in its path, its query and its body. */
export interface Ask {
  readonly method: string;
  readonly url: string;
  readonly body: string | undefined;
}

/** The name of an operation in the table. */
export const nameOf = ({ method, path }: RouteDescription): string => `${method} ${path}`;

export function askFor({ method, path }: RouteDescription, world: World): Ask {
  const pattern = path.replace(/\{(\w+)\}/g, ':$1');
  const parts = pattern.split('/');
  const filled = parts.map((part, at) => (part.startsWith(':') ? valueOf(parts.slice(0, at + 1), world) : part));
  const query = new URLSearchParams(entries(QUERIES[pattern]?.(world)));
  // without the slash of Django, the dashboard and the SDKs are answered too; these ask with it
  const slash = path.startsWith('/api/v1/') && !path.includes('/oidc/') ? '/' : '';
  const body = method === 'GET' ? undefined : (BODIES[pattern] ?? BODIES[pattern.replace(/\/:\w+$/, '')]);
  return {
    method,
    url: `${filled.join('/')}${slash}${query.size > 0 ? `?${query}` : ''}`,
    body: body && JSON.stringify(body(world)),
  };
}

const entries = (query: Readonly<Record<string, string | number>> = {}): [string, string][] =>
  Object.entries(query).map(([name, value]) => [name, String(value)]);

/** What stands for the last of these parts: the longest of the endings that are known decides. */
function valueOf(parts: readonly string[], world: World): string {
  for (let from = 0; from < parts.length; from++) {
    const known = PARAMETERS[parts.slice(from).join('/')];
    if (known) return encodeURIComponent(String(known(world)));
  }
  throw new Error(`nobody has said what stands for the end of ${parts.join('/')}`);
}

const PARAMETERS: Readonly<Record<string, (world: World) => string | number>> = {
  ':organisationId': ({ organisation }) => organisation,
  ':projectId': ({ project }) => project,
  ':environmentKey': ({ environment }) => environment,
  ':environmentId': ({ versionedId }) => versionedId,
  ':featureId': ({ feature }) => feature,
  ':identityId': ({ identity }) => identity,
  ':segmentId': ({ segment }) => segment,
  ':groupId': ({ group }) => group,
  ':roleId': ({ role }) => role,
  ':userId': ({ colleague }) => colleague,
  ':prefix': ({ masterKey }) => masterKey,
  ':method': () => 'app',
  ':identifier': () => 'alice',
  'traits/:key': () => 'plan',
  'flags/:key': () => 'banner',
  ':uid': () => 'MQ',
  ':token': () => 'c3w-0123456789',
  ':hash': ({ inviteHash }) => inviteHash,
  'sse/environments/:key': ({ environment }) => environment,
  'organisations/get-by-uuid/:uuid': ({ organisationUuid }) => organisationUuid,
  'feature-segments/get-by-uuid/:key': ({ featureSegmentUuid }) => featureSegmentUuid,
  'featurestates/get-by-uuid/:key': ({ stateUuid }) => stateUuid,
  'segments/get-by-uuid/:key': ({ segmentUuid }) => segmentUuid,
  'tags/get-by-uuid/:key': ({ tagUuid }) => tagUuid,
  'versions/:uuid': ({ version }) => version,
  'environment-feature-versions/:uuid': ({ version }) => version,
  'versions/:uuid/featurestates/:id': ({ versionState }) => versionState,
  'identities/:identityId/traits/:id': ({ trait }) => trait,
  '__future__/environments/:environmentKey/features/:featureId': ({ feature }) => feature,
  'environments/get-by-uuid/:key': ({ environmentUuid }) => environmentUuid,
  'features/get-by-uuid/:key': ({ featureUuid }) => featureUuid,
  'options/get-by-uuid/:key': ({ optionUuid }) => optionUuid,
  'metadata-model-fields/:id': ({ modelField }) => modelField,
  'projects/:projectId/metadata/fields/:id': ({ projectField }) => projectField,
  'metadata/fields/:id': ({ field }) => field,
  'identities/:identityId/featurestates/:id': ({ identityState }) => identityState,
  'featurestates/:id': ({ state }) => state,
  'identities/:id': ({ identity }) => identity,
  'api-keys/:id': ({ serverKey }) => serverKey,
  'feature-segments/:id': ({ featureSegment }) => featureSegment,
  'features/:id': ({ feature }) => feature,
  'mv-options/:id': ({ option }) => option,
  'segments/:id': ({ segment }) => segment,
  'tags/:id': ({ tag }) => tag,
  'groups/:id': ({ group }) => group,
  'roles/:id': ({ role }) => role,
  'invites/:id': ({ invite }) => invite,
  'invite-links/:id': ({ inviteLink }) => inviteLink,
  'trust-relationships/:id': ({ trust }) => trust,
  'organisations/:organisationId/user-permissions/:id': ({ organisationUserGrant }) => organisationUserGrant,
  'projects/:projectId/user-permissions/:id': ({ projectUserGrant }) => projectUserGrant,
  'environments/:environmentKey/user-permissions/:id': ({ environmentUserGrant }) => environmentUserGrant,
  'organisations/:organisationId/user-group-permissions/:id': ({ organisationGroupGrant }) => organisationGroupGrant,
  'projects/:projectId/user-group-permissions/:id': ({ projectGroupGrant }) => projectGroupGrant,
  'environments/:environmentKey/user-group-permissions/:id': ({ environmentGroupGrant }) => environmentGroupGrant,
  'organisation-permissions/:id': ({ organisationRoleGrant }) => organisationRoleGrant,
  'projects-permissions/:id': ({ projectRoleGrant }) => projectRoleGrant,
  'environments-permissions/:id': ({ environmentRoleGrant }) => environmentRoleGrant,
  'roles/:roleId/users/:id': ({ userAssignment }) => userAssignment,
  'roles/:roleId/groups/:id': ({ groupAssignment }) => groupAssignment,
  'roles/:roleId/master-api-keys/:id': ({ keyAssignment }) => keyAssignment,
};
