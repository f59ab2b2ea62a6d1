import { randomUUID } from 'node:crypto';
import type { Person, Tenant, TestApi } from '../api/index.js';
import { give, makeFeature, makeRole, makeTag, assign, makeGroup, rolesOf } from '../api/roles.js';
import { send } from '../api/send.js';

/** What there is in an organisation, one of each kind: its ids, keys and hashes. */
export type World = Readonly<Record<Thing, string | number>>;
export type Thing = keyof Awaited<ReturnType<typeof makeThings>>;

/** An organisation with one of everything, and somebody in it whose rights nobody asks about. */
export interface Place {
  readonly tenant: Tenant;
  readonly colleague: Person;
  readonly world: World;
}

/** All that is made has the same name wherever it is made. */
export async function makePlace(api: TestApi): Promise<Place> {
  const tenant = await api.tenant();
  const colleague = await api.member(tenant.organisation);
  const newcomer = await api.member(tenant.organisation);
  return { tenant, colleague, world: await makeThings(tenant, colleague, newcomer) };
}

/** Ids of different kinds are never the same: one that is taken for another is nobody's. */
export async function spreadIds(api: TestApi): Promise<void> {
  await api.sql(
    `select setval(format('%I', sequencename), 1000000 * row_number() over (order by sequencename))
     from pg_sequences where schemaname = 'public'`,
    [],
  );
}

/** Ids of the same shapes that nobody has. */
export function nowhere(world: World): World {
  const entries = Object.entries(world).map(([thing, id]) => [thing, typeof id === 'number' ? ABSENT : blank(id)]);
  return Object.assign({}, world, Object.fromEntries(entries));
}

const ABSENT = 2_000_000_000;

const blank = (id: string): string =>
  /^[\da-f]{8}-/.test(id) ? randomUUID() : id.replace(/[a-z]/g, 'e').replace(/[A-Z]/g, 'E').replace(/\d/g, '0');

async function makeThings(tenant: Tenant, colleague: Person, newcomer: Person) {
  const make = maker(tenant.owner);
  const { organisation, project } = tenant;
  const environment = tenant.environment.key;
  const ofOrganisation = `/api/v1/organisations/${organisation}`;
  const ofEnvironment = `/api/v1/environments/${environment}`;
  const tag = await makeTag(tenant, 'beta');
  const feature = await makeFeature(tenant, 'banner', [tag]);
  const inProject = await makeProjectThings(tenant, feature, tag);
  const group = await makeGroup(tenant, colleague);
  const rights = await makeRights(tenant, colleague, group, tag);
  const link = await make(`${ofOrganisation}/invite-links/`, { role: 'USER' });
  const invited = await make(`${ofOrganisation}/invites/`, {
    email: `carol-${organisation}@example.com`,
    role: 'USER',
  });
  const trusted = { issuer: 'https://ci.example.com', audience: `burgee-${organisation}`, is_admin: true };
  const trust = await make(`${ofOrganisation}/trust-relationships/`, { name: 'ci', claim_rules: [], ...trusted });
  const serverKey = await make(`${ofEnvironment}/api-keys/`, { name: 'server' });
  const all = await tenant.owner.GET('/api/v1/organisations/');
  return {
    organisation,
    organisationUuid: all.data?.results[0]?.uuid ?? '',
    project,
    environment,
    environmentId: tenant.environment.id,
    environmentUuid: text(await got(tenant, `${ofEnvironment}/`), 'uuid'),
    feature,
    tag,
    group,
    newGroup: await makeGroup(tenant),
    colleague: colleague.id,
    newcomer: newcomer.id,
    ...inProject,
    ...rights,
    inviteLink: id(link),
    inviteHash: text(link, 'hash'),
    invite: id(invited),
    trust: id(trust),
    serverKey: id(serverKey),
    serverKeyItself: text(serverKey, 'key'),
  };
}

/** Features, segments, identities, overrides and versions. */
async function makeProjectThings(tenant: Tenant, feature: number, tag: number) {
  const make = maker(tenant.owner);
  const ofProject = `/api/v1/projects/${tenant.project}`;
  const ofEnvironment = `/api/v1/environments/${tenant.environment.key}`;
  const spareFeature = await makeFeature(tenant, 'colour', [tag]);
  const option = await make(`${ofProject}/features/${feature}/mv-options/`, {
    feature,
    string_value: 'blue',
    default_percentage_allocation: 10,
  });
  const conditions = [{ operator: 'EQUAL', property: 'plan', value: 'pro' }];
  const [segment, spareSegment] = [
    await make(`${ofProject}/segments/`, { name: 'pro', rules: [{ type: 'ALL', conditions }] }),
    await make(`${ofProject}/segments/`, { name: 'spare', rules: [{ type: 'ALL', conditions }] }),
  ];
  const identity = await make(`${ofEnvironment}/identities/`, { identifier: 'alice' });
  const spareIdentity = await make(`${ofEnvironment}/identities/`, { identifier: 'carol' });
  const trait = await make(`${ofEnvironment}/identities/${id(identity)}/traits/`, {
    trait_key: 'plan',
    value_type: 'unicode',
    string_value: 'pro',
  });
  const identityState = await make(`${ofEnvironment}/identities/${id(identity)}/featurestates/`, {
    feature,
    enabled: true,
  });
  const override = await make(`${ofEnvironment}/features/${feature}/create-segment-override/`, overriding(id(segment)));
  const states = (await send(tenant.owner, 'GET', `${ofEnvironment}/featurestates/?feature=${feature}`)).body;
  const state = id(first(states));
  const typed = await tenant.owner.GET('/api/v1/features/featurestates/', {
    params: { query: { environment: tenant.environment.id, feature } },
  });
  const rows = (
    await send(
      tenant.owner,
      'GET',
      `/api/v1/features/feature-segments/?environment=${tenant.environment.id}&feature=${feature}`,
    )
  ).body;
  const tags = (await send(tenant.owner, 'GET', `${ofProject}/tags/`)).body;
  return {
    spareFeature,
    stateless: await makeStateless(tenant),
    featureUuid: text(await got(tenant, `${ofProject}/features/${feature}/`), 'uuid'),
    option: id(option),
    optionUuid: text(option, 'uuid'),
    segment: id(segment),
    segmentUuid: text(segment, 'uuid'),
    spareSegment: id(spareSegment),
    identity: id(identity),
    spareIdentity: id(spareIdentity),
    trait: id(trait),
    identityState: id(identityState),
    segmentState: id(override),
    state,
    stateUuid: typed.data?.results.find((one) => one.id === state)?.uuid ?? '',
    featureSegment: id(first(rows)),
    featureSegmentUuid: text(first(rows), 'uuid'),
    tagUuid: text(first(tags), 'uuid'),
    ...(await makeVersionThings(tenant, feature, id(segment))),
    ...(await makeFields(tenant)),
  };
}

/** A feature without a state in the environment. */
async function makeStateless(tenant: Tenant): Promise<number> {
  const feature = await makeFeature(tenant, 'stateless', []);
  const states = `/api/v1/environments/${tenant.environment.key}/featurestates/`;
  const state = id(first(await got(tenant, `${states}?feature=${feature}`)));
  await send(tenant.owner, 'DELETE', `${states}${state}/`);
  return feature;
}

/** Fields of the organisation and of the project, and what the first is for. */
async function makeFields(tenant: Tenant) {
  const make = maker(tenant.owner);
  const { organisation, project } = tenant;
  const field = id(await make('/api/v1/metadata/fields/', { name: 'team', type: 'str', organisation }));
  const ofProject = { name: 'area', type: 'str', organisation, project };
  const fields = `/api/v1/organisations/${organisation}/metadata-model-fields/`;
  return {
    field,
    projectField: id(await make('/api/v1/metadata/fields/', ofProject)),
    modelField: id(await make(fields, { field, content_type: 4 })),
  };
}

/** An environment where features have versions, and a draft. */
async function makeVersionThings(tenant: Tenant, feature: number, segment: number) {
  const make = maker(tenant.owner);
  const versioned = await make('/api/v1/environments/', { name: 'Staging', project: tenant.project });
  const key = text(versioned, 'api_key');
  await send(tenant.owner, 'POST', `/api/v1/environments/${key}/enable-v2-versioning/`);
  const versions = `/api/v1/environments/${id(versioned)}/features/${feature}/versions/`;
  const version = text(await make(versions, {}), 'uuid');
  const versionState = await make(`${versions}${version}/featurestates/`, overriding(segment));
  return { versionedId: id(versioned), versioned: key, version, versionState: id(versionState) };
}

/** Grants on each level, and a role with everybody who can hold one. */
async function makeRights(tenant: Tenant, colleague: Person, group: number, tag: number) {
  const make = maker(tenant.owner);
  const ofOrganisation = `/api/v1/organisations/${tenant.organisation}`;
  const ofProject = `/api/v1/projects/${tenant.project}`;
  const ofEnvironment = `/api/v1/environments/${tenant.environment.key}`;
  const role = await makeRole(tenant);
  const key = await make(`${ofOrganisation}/master-api-keys/`, { name: 'ci', is_admin: false });
  const keyId = text(key, 'id');
  const user = { user: colleague.id, permissions: [] };
  const ofGroup = { group, permissions: [] };
  return {
    role,
    wrongTag: await makeTag(tenant, 'slow'),
    organisationUserGrant: id(await make(`${ofOrganisation}/user-permissions/`, user)),
    projectUserGrant: id(await make(`${ofProject}/user-permissions/`, user)),
    environmentUserGrant: id(await make(`${ofEnvironment}/user-permissions/`, user)),
    organisationGroupGrant: id(await make(`${ofOrganisation}/user-group-permissions/`, ofGroup)),
    projectGroupGrant: id(await make(`${ofProject}/user-group-permissions/`, ofGroup)),
    environmentGroupGrant: id(await make(`${ofEnvironment}/user-group-permissions/`, ofGroup)),
    organisationRoleGrant: id(await make(`${rolesOf(tenant)}${role}/organisation-permissions/`, { permissions: [] })),
    projectRoleGrant: await give(tenant, role, 'project', [{ permission_key: 'DELETE_FEATURE', tags: [tag] }]),
    environmentRoleGrant: await give(tenant, role, 'environment', []),
    userAssignment: await assign(tenant, role, 'users', colleague.id),
    groupAssignment: await assign(tenant, role, 'groups', group),
    keyAssignment: id(await make(`${rolesOf(tenant)}${role}/master-api-keys/`, { master_api_key: keyId })),
    masterKey: text(key, 'prefix'),
    masterKeyId: keyId,
  };
}

const overriding = (segment: number) => ({
  feature_segment: { segment },
  enabled: true,
  feature_state_value: { type: 'unicode', string_value: 'pro' },
});

/** @throws Error with the answer, where nothing was made */
const maker =
  (owner: Person) =>
  async (path: string, body: object): Promise<unknown> => {
    const answer = await send(owner, 'POST', path, body);
    if (answer.status >= 300) throw new Error(`${path} answered ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body;
  };

const got = async ({ owner }: Tenant, path: string): Promise<unknown> => (await send(owner, 'GET', path)).body;

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function id(value: unknown): number {
  return Number(field(value, 'id'));
}

function text(value: unknown, name: string): string {
  return String(field(value, name));
}

function first(list: unknown): unknown {
  const rows = field(list, 'results') ?? list;
  return Array.isArray(rows) ? rows[0] : undefined;
}
