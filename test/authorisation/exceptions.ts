import type { CallerName } from './callers.js';

interface Exception {
  readonly why: string;
  readonly statuses: Readonly<Partial<Record<CallerName, number | 'allowed'>>>;
}

const NOT_A_MEMBER = 'a key is no member, but its organisation is shown to it';
const NO_GRANTS = 'upstream: a key has no permissions that could be listed';
const BEARER = 'the token stands where the key of an environment does here, and is none';

/** Cells that the rule of a route alone would have otherwise. */
export const EXCEPTIONS: Readonly<Record<string, Exception>> = {
  'GET /api/v1/organisations/get-by-uuid/:uuid': { why: NOT_A_MEMBER, statuses: { 'master key by role': 'allowed' } },
  'GET /api/v1/environments/get-by-uuid/:key': {
    why: 'members are refused, for strangers there is nothing',
    statuses: { elsewhere: 404 },
  },
  'GET /api/v1/environment-feature-versions/:uuid': {
    why: 'members are refused, for strangers there is nothing',
    statuses: { elsewhere: 404 },
  },
  'GET /api/v1/organisations/:organisationId/my-permissions': { why: NO_GRANTS, statuses: { 'master key': 400 } },
  'GET /api/v1/projects/:projectId/my-permissions': {
    why: NO_GRANTS,
    statuses: { 'master key': 400, 'master key by role': 400 },
  },
  'GET /api/v1/environments/:environmentKey/my-permissions': { why: NO_GRANTS, statuses: { 'master key': 400 } },
  'GET /api/v1/environments/:environmentKey/user-detailed-permissions/:userId': {
    why: 'it is asked of members, and a key is none',
    statuses: { 'master key by role': 403 },
  },
  'POST /api/v1/oauth/authorize': {
    why: 'a program that acts for a user allows no other program the same',
    statuses: { OAuth: 403 },
  },
  'GET /ofrep/v1/configuration': { why: BEARER, statuses: { OAuth: 403 } },
  'POST /ofrep/v1/evaluate/flags': { why: BEARER, statuses: { OAuth: 403 } },
  'POST /ofrep/v1/evaluate/flags/{key}': { why: BEARER, statuses: { OAuth: 403 } },
};

const NOTHING_TO_PAY = { status: 400, why: 'there is nothing to pay for' };
const NO_FACTOR = { status: 400, why: 'no second factor has been begun' };

/** Operations that cannot be brought to their end here: what who may do them hears instead. */
export const OTHERWISE: Readonly<Record<string, { readonly status: number; readonly why: string }>> = {
  'POST /api/v1/auth/:method/activate/confirm': NO_FACTOR,
  'POST /api/v1/auth/:method/deactivate': NO_FACTOR,
  'POST /api/v1/environments/:environmentKey/disable-v2-versioning': { status: 400, why: 'it has no versions' },
  'POST /api/v1/organisations/:organisationId/get-hosted-page-url-for-subscription-upgrade': NOTHING_TO_PAY,
  'GET /api/v1/organisations/:organisationId/portal-url': NOTHING_TO_PAY,
  'POST /api/v1/organisations/:organisationId/update-subscription': NOTHING_TO_PAY,
  'POST /api/v1/users/join/:hash': { status: 404, why: 'what was mailed is in the mail only' },
  'POST /api/v1/users/join/link/:hash': { status: 400, why: 'members are members already' },
  'POST /o/introspect': { status: 403, why: 'it asks for the secret of a client' },
};

const RECORDED = 'upstream: both answers are recorded, and clients rely on them';

/** Operations that tell a stranger whether something exists. */
export const TOLD: Readonly<Record<string, string>> = {
  'GET /api/v1/environments': `${RECORDED}: 400 for a project that does not exist, an empty list for one that is not shown`,
  'DELETE /api/v1/auth/users/:userId': `${RECORDED}: 404 for nobody, 403 for somebody else`,
  'POST /api/v1/organisations/:organisationId/remove-users': `${RECORDED}: 400 for nobody, 200 for who is no member`,
  'POST /api/v1/features/feature-segments/update-priorities': `${RECORDED}: 400 for unknown rows, 403 for those of others`,
};
