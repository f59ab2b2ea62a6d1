import type { World } from './world.js';

/** By the path of an operation. */
type Of<T> = Readonly<Record<string, (world: World) => T>>;

const value = { type: 'unicode', string_value: 'pro' };
const conditions = [{ operator: 'EQUAL', property: 'plan', value: 'pro' }];
const overriding = (segment: World['segment']) => ({ feature_segment: { segment }, feature_state_value: value });
const user = ({ newcomer }: World) => ({ user: newcomer, permissions: [] });
const group = ({ newGroup }: World) => ({ group: newGroup, permissions: [] });
const nothing = () => ({});
const declared = { enabled: true, value: { type: 'string', value: 'pro' } };

/** Requests that are not refused for what they say. One of a list stands for its items too. */
export const BODIES: Of<object> = {
  // accounts
  '/api/v1/auth/:method/activate': nothing,
  '/api/v1/auth/:method/activate/confirm': () => ({ code: '000000' }),
  '/api/v1/auth/users/me': () => ({ first_name: 'Grace', last_name: 'Hopper', current_password: 'Str0ngp4ssw0rd!' }),
  '/api/v1/auth/users/me/onboarding': () => ({ tasks: [] }),
  '/api/v1/auth/users/set_email': () => ({ current_password: 'Str0ngp4ssw0rd!', new_email: 'new@example.com' }),
  '/api/v1/auth/users/set_password': () => ({
    current_password: 'Str0ngp4ssw0rd!',
    new_password: 'An0ther-passw0rd!',
    re_new_password: 'An0ther-passw0rd!',
  }),
  '/api/v1/oauth/authorize': () => ({ ...AUTHORISE, allow: true }),
  // organisations
  '/api/v1/organisations': () => ({ name: 'Acme' }),
  '/api/v1/organisations/:organisationId/groups': () => ({ name: 'Crew' }),
  '/api/v1/organisations/:organisationId/groups/:id/add-users': ({ colleague }) => ({ user_ids: [colleague] }),
  '/api/v1/organisations/:organisationId/groups/:id/remove-users': ({ colleague }) => ({ user_ids: [colleague] }),
  '/api/v1/organisations/:organisationId/invite': () => ({ emails: ['dave@example.com'] }),
  '/api/v1/organisations/:organisationId/invite-links': () => ({ role: 'USER' }),
  '/api/v1/organisations/:organisationId/invites': ({ group: id }) => ({
    email: 'dave@example.com',
    role: 'USER',
    permission_groups: [id],
  }),
  '/api/v1/organisations/:organisationId/master-api-keys': () => ({ name: 'deploy', is_admin: false }),
  '/api/v1/organisations/:organisationId/remove-users': ({ colleague }) => [{ id: colleague }],
  '/api/v1/organisations/:organisationId/trust-relationships': () => ({
    name: 'deploy',
    issuer: 'https://other.example.com',
    audience: 'deploy',
    is_admin: true,
    claim_rules: [],
  }),
  '/api/v1/organisations/:organisationId/user-group-permissions': group,
  '/api/v1/organisations/:organisationId/user-permissions': user,
  '/api/v1/organisations/:organisationId/users/:userId/update-role': () => ({ role: 'USER' }),
  // roles
  '/api/v1/organisations/:organisationId/roles': ({ tag }) => ({ name: 'Support', tags: [tag] }),
  '/api/v1/organisations/:organisationId/roles/:roleId/environments-permissions': ({ environmentId, tag }) => ({
    environment: environmentId,
    permissions: [{ permission_key: 'UPDATE_FEATURE_STATE', tags: [tag] }],
  }),
  '/api/v1/organisations/:organisationId/roles/:roleId/projects-permissions': ({ project, tag }) => ({
    project,
    permissions: [{ permission_key: 'DELETE_FEATURE', tags: [tag] }],
  }),
  '/api/v1/organisations/:organisationId/roles/:roleId/organisation-permissions': () => ({
    permissions: ['CREATE_PROJECT'],
  }),
  '/api/v1/organisations/:organisationId/roles/:roleId/groups': ({ group: id }) => ({ group: id }),
  '/api/v1/organisations/:organisationId/roles/:roleId/users': ({ colleague }) => ({ user: colleague }),
  '/api/v1/organisations/:organisationId/roles/:roleId/master-api-keys': ({ masterKeyId }) => ({
    master_api_key: masterKeyId,
  }),
  // projects
  '/api/v1/projects': ({ organisation }) => ({ name: 'Second', organisation }),
  '/api/v1/projects/:projectId/features': ({ tag }) => ({ name: 'second', tags: [tag] }),
  '/api/v1/projects/:projectId/features/:featureId/mv-options': ({ feature }) => ({
    feature,
    string_value: 'red',
    default_percentage_allocation: 10,
  }),
  '/api/v1/projects/:projectId/segments': ({ feature }) => ({
    name: 'second',
    feature,
    rules: [{ type: 'ALL', conditions }],
  }),
  '/api/v1/projects/:projectId/segments/:id/clone': () => ({ name: 'second' }),
  '/api/v1/projects/:projectId/tags': () => ({ label: 'new' }),
  '/api/v1/projects/:projectId/user-group-permissions': group,
  '/api/v1/projects/:projectId/user-permissions': user,
  // environments
  '/api/v1/environments': ({ project }) => ({ name: 'Production', project }),
  '/api/v1/environments/:environmentKey/api-keys': () => ({ name: 'second' }),
  '/api/v1/environments/:environmentKey/features/:featureId/create-segment-override': ({ spareSegment }) => ({
    ...overriding(spareSegment),
    enabled: true,
  }),
  '/api/v1/environments/:environmentKey/featurestates': ({ stateless }) => ({ feature: stateless }),
  '/api/v1/environments/:environmentKey/featurestates/:id': nothing,
  '/api/v1/environments/:environmentKey/identities': () => ({ identifier: 'bob' }),
  '/api/v1/environments/:environmentKey/identities/:identityId/featurestates': ({ spareFeature }) => ({
    feature: spareFeature,
    enabled: true,
  }),
  '/api/v1/environments/:environmentKey/identities/:identityId/featurestates/:id': () => ({ enabled: true }),
  '/api/v1/environments/:environmentKey/onboarding-status': () => ({ first_evaluated_sdk_label: 'unknown' }),
  '/api/v1/environments/:environmentKey/user-group-permissions': group,
  '/api/v1/environments/:environmentKey/user-permissions': user,
  '/api/v1/environments/:environmentId/features/:featureId/versions': nothing,
  '/api/v1/environments/:environmentId/features/:featureId/versions/:uuid/publish': nothing,
  '/api/v1/environments/:environmentId/features/:featureId/versions/:uuid/featurestates': ({ spareSegment }) =>
    overriding(spareSegment),
  '/api/v1/environments/:environmentId/features/:featureId/versions/:uuid/featurestates/:id': () => ({
    feature_state_value: value,
  }),
  '/api/v1/environments/:environmentKey/clone': () => ({ name: 'Copy' }),
  '/api/v1/environments/:environmentKey/delete-traits': () => ({ key: 'plan' }),
  '/api/v1/environments/:environmentKey/identities/:identityId/featurestates/clone-from-given-identity': ({
    spareIdentity,
  }) => ({ source_identity_id: spareIdentity }),
  '/api/v1/environments/:environmentKey/identities/:identityId/traits': () => ({
    trait_key: 'country',
    value_type: 'unicode',
    string_value: 'ch',
  }),
  // flags as code
  '/api/__future__/environments/:environmentKey/features/:featureId': nothing,
  '/api/experiments/environments/:environmentKey/delete-segment-override': ({ feature, segment }) => ({
    feature: { id: feature },
    segment: { id: segment },
  }),
  '/api/experiments/environments/:environmentKey/update-flag-v1': ({ feature }) => ({
    feature: { id: feature },
    ...declared,
  }),
  '/api/experiments/environments/:environmentKey/update-flag-v2': ({ feature }) => ({
    feature: { id: feature },
    environment_default: declared,
  }),
  // metadata and code
  '/api/v1/metadata/fields': ({ organisation }) => ({ name: 'owner', type: 'str', organisation }),
  '/api/v1/organisations/:organisationId/metadata-model-fields': ({ field }) => ({ field, content_type: 5 }),
  '/api/v1/projects/:projectId/code-references': () => ({
    repository_url: 'https://git.example.com/shop',
    revision: '0123456789',
    code_references: [],
  }),
  '/api/v1/projects/:projectId/features/:id/add-group-owners': ({ group: id }) => ({ group_ids: [id] }),
  '/api/v1/projects/:projectId/features/:id/add-owners': () => ({ user_ids: [] }),
  '/api/v1/projects/:projectId/features/:id/remove-group-owners': ({ group: id }) => ({ group_ids: [id] }),
  '/api/v1/projects/:projectId/features/:id/remove-owners': () => ({ user_ids: [] }),
  // features of environments that bodies name
  '/api/v1/features/feature-segments': ({ feature, spareSegment, environmentId }) => ({
    feature,
    segment: spareSegment,
    environment: environmentId,
  }),
  '/api/v1/features/feature-segments/:id': ({ feature, segment, environmentId }) => ({
    feature,
    segment,
    environment: environmentId,
  }),
  '/api/v1/features/feature-segments/update-priorities': ({ featureSegment }) => [{ id: featureSegment, priority: 0 }],
  '/api/v1/features/featurestates': ({ spareFeature, environmentId, identity }) => ({
    feature: spareFeature,
    environment: environmentId,
    identity,
  }),
  '/api/v1/features/featurestates/:id': ({ feature, environmentId }) => ({ feature, environment: environmentId }),
  // SDKs
  '/api/v1/analytics/flags': () => ({ banner: 1 }),
  '/api/v1/identities': () => ({ identifier: 'alice', traits: [] }),
  '/api/v1/identities/:identifier/traits/:key': () => ({ trait_value: 'pro' }),
  '/api/v1/traits': () => ({ identity: { identifier: 'alice' }, trait_key: 'plan', trait_value: 'pro' }),
  '/api/v1/traits/bulk': () => [{ identity: { identifier: 'alice' }, trait_key: 'plan', trait_value: 'pro' }],
  '/api/v1/traits/increment-value': () => ({ identifier: 'alice', trait_key: 'visits', increment_by: 1 }),
  '/api/v2/analytics/flags': () => ({ evaluations: [] }),
  '/ofrep/v1/evaluate/flags': () => ({ context: { targetingKey: 'alice' } }),
  '/ofrep/v1/evaluate/flags/:key': () => ({ context: { targetingKey: 'alice' } }),
};

const AUTHORISE = {
  response_type: 'code',
  client_id: 'flagsmith-cli',
  redirect_uri: 'http://127.0.0.1/callback',
  code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
  code_challenge_method: 'S256',
};

export const QUERIES: Of<Readonly<Record<string, string | number>>> = {
  '/api/v1/environments': ({ project }) => ({ project }),
  '/api/v1/features/feature-segments': ({ environmentId: environment, feature }) => ({ environment, feature }),
  '/api/v1/features/featurestates': ({ environmentId: environment, feature }) => ({ environment, feature }),
  '/api/v1/identities': () => ({ identifier: 'alice' }),
  '/api/v1/metadata/fields': ({ organisation }) => ({ organisation }),
  '/api/v1/organisations/:organisationId/metadata-model-fields/supported-required-for-models': () => ({
    model_name: 'feature',
  }),
  '/api/v1/oauth/authorize': () => AUTHORISE,
  '/api/v1/organisations/:organisationId/roles/:roleId/environments-permissions': ({ environmentId }) => ({
    environment: environmentId,
  }),
  '/api/v1/organisations/:organisationId/roles/:roleId/projects-permissions': ({ project }) => ({ project }),
  '/ofrep/v1/event-stream': ({ environment: key }) => ({ key }),
  '/api/v1/projects': ({ organisation }) => ({ organisation }),
  '/api/v1/projects/:projectId/features': ({ environmentId: environment, segment }) => ({ environment, segment }),
  '/api/v1/projects/:projectId/segments/:id/members': ({ environmentId: environment }) => ({ environment }),
  '/api/v1/projects/:projectId/segments/:segmentId/associated-features': ({ environmentId: environment }) => ({
    environment,
  }),
};
