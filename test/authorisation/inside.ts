import type { Level } from '#access';
import type { Beside, Need, RightNeeded } from './need.js';

const ANYBODY: Need = { kind: 'signed-in' };
const PERSON: Need = { kind: 'person' };
const VIEW_PROJECT = { kind: 'right', level: 'project', permission: 'VIEW_PROJECT' } as const;
const VIEW_ENVIRONMENT = { kind: 'right', level: 'environment', permission: 'VIEW_ENVIRONMENT' } as const;
const VIEW_IDENTITIES = { kind: 'right', level: 'environment', permission: 'VIEW_IDENTITIES' } as const;
const UPDATE_STATE = { kind: 'right', level: 'environment', permission: 'UPDATE_FEATURE_STATE' } as const;
const OVERRIDE = { kind: 'right', level: 'environment', permission: 'MANAGE_SEGMENT_OVERRIDES' } as const;
const GROUP: Need = { kind: 'right', level: 'organisation', permission: 'MANAGE_USER_GROUPS', refusal: 404 };

const versions = '/api/v1/environments/:environmentId/features/:featureId/versions';
const groups = '/api/v1/organisations/:organisationId/groups/:id';
const segments = '/api/v1/features/feature-segments';
const states = '/api/v1/features/featurestates';
const asCode = '/api/__future__/environments/:environmentKey/features/:featureId';
const modelFields = '/api/v1/organisations/:organisationId/metadata-model-fields';
const experiments = '/api/experiments/environments/:environmentKey';

const admin = (level: Level): RightNeeded => ({ kind: 'right', level, permission: 'admin', refusal: 403 });
const OFREP: Need = { kind: 'sdk-key', side: 'client', refusal: 401 };

/**
 * Operations whose rule says "signed in" and no more: their bodies, queries or rows name what they are about, and the handlers ask
 * what the caller may there. This is what they have to ask. Other operations are here where the handler asks more than the rule.
 */
export const INSIDE: Readonly<Record<string, Need>> = {
  // what is one's own
  'POST /api/v1/auth/:method/activate': PERSON,
  'POST /api/v1/auth/:method/activate/confirm': PERSON,
  'POST /api/v1/auth/:method/deactivate': PERSON,
  'POST /api/v1/auth/logout': PERSON,
  'GET /api/v1/auth/mfa/user-active-methods': PERSON,
  'DELETE /api/v1/auth/token': PERSON,
  'DELETE /api/v1/auth/users/me': PERSON,
  'GET /api/v1/auth/users/me': PERSON,
  'PATCH /api/v1/auth/users/me': PERSON,
  'PUT /api/v1/auth/users/me': PERSON,
  'PATCH /api/v1/auth/users/me/onboarding': PERSON,
  'POST /api/v1/auth/users/set_email': PERSON,
  'POST /api/v1/auth/users/set_password': PERSON,
  'GET /api/v1/oauth/authorize': ANYBODY,
  'POST /api/v1/oauth/authorize': PERSON,
  'POST /api/v1/users/join/:hash': PERSON,
  'POST /api/v1/users/join/link/:hash': PERSON,
  // what none of the callers may: it is done to others, or for staff and superusers
  'GET /api/v1/auth/users': { kind: 'nobody', status: 404 },
  'GET /api/v1/auth/users/:userId': { kind: 'nobody', status: 404 },
  'PATCH /api/v1/auth/users/:userId': { kind: 'nobody', status: 404 },
  'PUT /api/v1/auth/users/:userId': { kind: 'nobody', status: 404 },
  'DELETE /api/v1/auth/users/:userId': { kind: 'nobody', status: 403 },
  'POST /api/v1/onboarding/request/send': { kind: 'nobody', status: 403 },
  'GET /processor/monitoring': { kind: 'nobody', status: 403 },
  // what the installation says, and lists that show what the caller may see
  'GET /api/v1/environments/permissions': ANYBODY,
  'GET /api/v1/projects/permissions': ANYBODY,
  'GET /api/v1/organisations/permissions': ANYBODY,
  'GET /api/v1/environments': ANYBODY,
  'GET /api/v1/projects': ANYBODY,
  'GET /api/v1/organisations': ANYBODY,
  'POST /api/v1/organisations': PERSON,
  'GET /api/v1/organisations/get-by-uuid/:uuid': {
    kind: 'right',
    level: 'organisation',
    permission: 'member',
    refusal: 404,
  },
  // what a group's admins may do too
  [`DELETE ${groups}`]: GROUP,
  [`GET ${groups}`]: GROUP,
  [`PATCH ${groups}`]: GROUP,
  [`PUT ${groups}`]: GROUP,
  [`POST ${groups}/add-users`]: GROUP,
  [`POST ${groups}/remove-users`]: GROUP,
  // what bodies, queries and rows name
  'POST /api/v1/environments/:environmentKey/clone': {
    kind: 'right',
    level: 'project',
    permission: 'CREATE_ENVIRONMENT',
    refusal: 403,
  },
  [`GET ${asCode}`]: { ...UPDATE_STATE, refusal: 404 },
  [`PATCH ${asCode}`]: { ...UPDATE_STATE, refusal: 404 },
  [`PUT ${asCode}`]: { ...UPDATE_STATE, refusal: 404 },
  [`DELETE ${asCode}/segment-overrides/:segmentId`]: { ...OVERRIDE, refusal: 404 },
  [`POST ${experiments}/update-flag-v1`]: { ...UPDATE_STATE, refusal: 403 },
  [`POST ${experiments}/update-flag-v2`]: { ...UPDATE_STATE, refusal: 403 },
  [`POST ${experiments}/delete-segment-override`]: { ...UPDATE_STATE, refusal: 403 },
  'GET /api/v1/environments/get-by-uuid/:key': { ...VIEW_ENVIRONMENT, refusal: 403 },
  'GET /api/v1/features/get-by-uuid/:key': { ...VIEW_PROJECT, refusal: 404 },
  'GET /api/v1/multivariate/options/get-by-uuid/:key': { ...VIEW_PROJECT, refusal: 404 },
  'GET /api/v1/metadata/fields': { kind: 'right', level: 'organisation', permission: 'member', refusal: 200 },
  'POST /api/v1/metadata/fields': admin('organisation'),
  'GET /api/v1/metadata/fields/:id': { kind: 'right', level: 'organisation', permission: 'member', refusal: 404 },
  'PATCH /api/v1/metadata/fields/:id': { ...admin('organisation'), refusal: 'hidden' },
  'PUT /api/v1/metadata/fields/:id': { ...admin('organisation'), refusal: 'hidden' },
  'DELETE /api/v1/metadata/fields/:id': { ...admin('organisation'), refusal: 'hidden' },
  [`POST ${modelFields}`]: admin('organisation'),
  [`PATCH ${modelFields}/:id`]: admin('organisation'),
  [`PUT ${modelFields}/:id`]: admin('organisation'),
  [`DELETE ${modelFields}/:id`]: admin('organisation'),
  'POST /api/v1/projects': { kind: 'right', level: 'organisation', permission: 'CREATE_PROJECT', refusal: 403 },
  'POST /api/v1/environments': { kind: 'right', level: 'project', permission: 'CREATE_ENVIRONMENT', refusal: 403 },
  'GET /api/v1/segments/get-by-uuid/:key': { ...VIEW_PROJECT, refusal: 404 },
  'GET /api/v1/environment-feature-versions/:uuid': { ...VIEW_ENVIRONMENT, refusal: 403 },
  [`GET ${versions}`]: { ...VIEW_ENVIRONMENT, refusal: 404, beside: { rights: [VIEW_PROJECT], refusal: 404 } },
  [`GET ${segments}`]: { ...VIEW_PROJECT, refusal: 200 },
  [`POST ${segments}`]: { ...OVERRIDE, refusal: 403 },
  [`DELETE ${segments}/:id`]: { ...OVERRIDE, refusal: 404 },
  [`GET ${segments}/:id`]: { ...OVERRIDE, refusal: 404 },
  [`PATCH ${segments}/:id`]: { ...OVERRIDE, refusal: 404 },
  [`PUT ${segments}/:id`]: { ...OVERRIDE, refusal: 404 },
  [`GET ${segments}/get-by-uuid/:key`]: { ...VIEW_PROJECT, refusal: 404 },
  [`POST ${segments}/update-priorities`]: { ...OVERRIDE, refusal: 403 },
  [`GET ${states}`]: { ...VIEW_ENVIRONMENT, refusal: 403 },
  [`POST ${states}`]: { ...UPDATE_STATE, refusal: 403 },
  [`PATCH ${states}/:id`]: { ...UPDATE_STATE, refusal: 403 },
  [`PUT ${states}/:id`]: { ...UPDATE_STATE, refusal: 403 },
  [`GET ${states}/get-by-uuid/:key`]: { ...VIEW_PROJECT, refusal: 404 },
  // what somebody else has: one's own is open to oneself
  'GET /api/v1/organisations/:organisationId/user-detailed-permissions/:userId': admin('organisation'),
  'GET /api/v1/organisations/:organisationId/users/:userId/roles': admin('organisation'),
  'GET /api/v1/projects/:projectId/user-detailed-permissions/:userId': { ...admin('project'), refusal: 'hidden' },
  'GET /api/v1/environments/:environmentKey/user-detailed-permissions/:userId': admin('environment'),
  // what has errors of its own, or the key in its address
  'GET /ofrep/v1/configuration': OFREP,
  'POST /ofrep/v1/evaluate/flags': OFREP,
  'POST /ofrep/v1/evaluate/flags/{key}': OFREP,
  'GET /ofrep/v1/event-stream': { kind: 'public' },
  'GET /sse/environments/{key}/stream': { kind: 'public' },
};

/** What handlers ask beside the rule of their route. */
export function besideOf(operation: string): Beside | undefined {
  if (operation.endsWith('/segments/:id/members')) return { rights: [VIEW_IDENTITIES], refusal: 403 };
  const isOfVersion = operation.includes(versions) && !operation.includes('/featurestates');
  return isOfVersion ? { rights: [VIEW_PROJECT, VIEW_ENVIRONMENT], refusal: 404 } : undefined;
}
