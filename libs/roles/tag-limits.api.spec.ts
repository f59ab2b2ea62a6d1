import { Versions } from '../../test/api/versions.js';
import { assign, give, makeFeature, makeRole, makeTag } from '../../test/api/roles.js';
import { numberIn, send, useApi, type Actor, type Tenant } from '../../test/api/index.js';

const api = useApi();
const denied = { status: 403, body: { detail: 'You do not have permission to perform this action.' } };

/** What a feature of one's own has in the tenant's environment. */
async function partsOf(tenant: Tenant, feature: number) {
  const environment = `/api/v1/environments/${tenant.environment.key}/`;
  const states = await send(tenant.owner, 'GET', `${environment}featurestates/?feature=${feature}`);
  const state = firstId(states.body);
  const segment = await segmentOf(tenant);
  const spare = await segmentOf(tenant);
  const identity = numberIn(
    (await send(tenant.owner, 'POST', `${environment}identities/`, { identifier: `i${feature}` })).body,
  );
  const override = numberIn(
    (
      await send(tenant.owner, 'POST', `${environment}identities/${identity}/featurestates/`, {
        feature,
        enabled: true,
      })
    ).body,
  );
  const row = numberIn(
    (
      await send(tenant.owner, 'POST', '/api/v1/features/feature-segments/', {
        feature,
        segment,
        environment: tenant.environment.id,
      })
    ).body,
  );
  const other = numberIn(
    (await send(tenant.owner, 'POST', `${environment}identities/`, { identifier: `j${feature}` })).body,
  );
  return { environment, state, segment, spare, identity, override, row, other };
}

async function segmentOf({ owner, project }: Tenant): Promise<number> {
  const rules = [{ type: 'ALL', rules: [], conditions: [] }];
  return numberIn((await send(owner, 'POST', `/api/v1/projects/${project}/segments/`, { name: 'all', rules })).body);
}

function firstId(body: unknown): number {
  const results: unknown = typeof body === 'object' && body && 'results' in body ? body.results : [];
  return Array.isArray(results) ? numberIn(results[0]) : 0;
}

type Parts = Awaited<ReturnType<typeof partsOf>>;

/** Every route that asks for a right which may be limited to tags. */
const ATTEMPTS: readonly {
  readonly name: string;
  readonly right: 'UPDATE_FEATURE_STATE' | 'MANAGE_SEGMENT_OVERRIDES';
  readonly refused: number;
  attempt(actor: Actor, parts: Parts, feature: number, environment: number): Promise<{ status: number }>;
}[] = [
  {
    name: 'PUT environments/{key}/featurestates/{id}/',
    right: 'UPDATE_FEATURE_STATE',
    refused: 403,
    attempt: (actor, { environment, state }) =>
      send(actor, 'PUT', `${environment}featurestates/${state}/`, { enabled: true }),
  },
  {
    name: 'PATCH environments/{key}/featurestates/{id}/',
    right: 'UPDATE_FEATURE_STATE',
    refused: 403,
    attempt: (actor, { environment, state }) =>
      send(actor, 'PATCH', `${environment}featurestates/${state}/`, { enabled: true }),
  },
  {
    name: 'PATCH features/featurestates/{id}/',
    right: 'UPDATE_FEATURE_STATE',
    refused: 403,
    attempt: (actor, { state }, feature, environment) =>
      send(actor, 'PATCH', `/api/v1/features/featurestates/${state}/`, { feature, environment, enabled: true }),
  },
  {
    name: 'POST features/featurestates/ for an identity',
    right: 'UPDATE_FEATURE_STATE',
    refused: 403,
    attempt: (actor, { other }, feature, environment) =>
      send(actor, 'POST', '/api/v1/features/featurestates/', { feature, environment, identity: other, enabled: true }),
  },
  {
    name: 'POST identities/{id}/featurestates/',
    right: 'UPDATE_FEATURE_STATE',
    refused: 403,
    attempt: async (actor, { environment, other }, feature) =>
      send(actor, 'POST', `${environment}identities/${other}/featurestates/`, { feature, enabled: true }),
  },
  {
    name: 'PUT identities/{id}/featurestates/{id}/',
    right: 'UPDATE_FEATURE_STATE',
    refused: 403,
    attempt: (actor, { environment, identity, override }) =>
      send(actor, 'PUT', `${environment}identities/${identity}/featurestates/${override}/`, { enabled: false }),
  },
  {
    name: 'GET identities/{id}/featurestates/{id}/',
    right: 'UPDATE_FEATURE_STATE',
    refused: 403,
    attempt: (actor, { environment, identity, override }) =>
      send(actor, 'GET', `${environment}identities/${identity}/featurestates/${override}/`),
  },
  {
    name: 'DELETE identities/{id}/featurestates/{id}/',
    right: 'UPDATE_FEATURE_STATE',
    refused: 403,
    attempt: (actor, { environment, identity, override }) =>
      send(actor, 'DELETE', `${environment}identities/${identity}/featurestates/${override}/`),
  },
  {
    name: 'POST features/{id}/create-segment-override/',
    right: 'MANAGE_SEGMENT_OVERRIDES',
    refused: 403,
    attempt: (actor, { environment, spare }, feature) =>
      send(actor, 'POST', `${environment}features/${feature}/create-segment-override/`, {
        enabled: true,
        feature_segment: { segment: spare },
        feature_state_value: { type: 'unicode', string_value: 'x' },
      }),
  },
  {
    name: 'POST features/feature-segments/',
    right: 'MANAGE_SEGMENT_OVERRIDES',
    refused: 403,
    attempt: (actor, { segment }, feature, environment) =>
      send(actor, 'POST', '/api/v1/features/feature-segments/', { feature, segment, environment }),
  },
  {
    name: 'POST features/featurestates/ for a segment',
    right: 'MANAGE_SEGMENT_OVERRIDES',
    refused: 403,
    attempt: (actor, { row }, feature, environment) =>
      send(actor, 'POST', '/api/v1/features/featurestates/', {
        feature,
        environment,
        feature_segment: row,
        enabled: true,
      }),
  },
  {
    name: 'POST features/feature-segments/update-priorities/',
    right: 'MANAGE_SEGMENT_OVERRIDES',
    refused: 403,
    attempt: (actor, { row }) =>
      send(actor, 'POST', '/api/v1/features/feature-segments/update-priorities/', [{ id: row, priority: 0 }]),
  },
  {
    name: 'GET features/feature-segments/{id}/',
    right: 'MANAGE_SEGMENT_OVERRIDES',
    refused: 404,
    attempt: (actor, { row }) => send(actor, 'GET', `/api/v1/features/feature-segments/${row}/`),
  },
  {
    name: 'DELETE features/feature-segments/{id}/',
    right: 'MANAGE_SEGMENT_OVERRIDES',
    refused: 404,
    attempt: (actor, { row }) => send(actor, 'DELETE', `/api/v1/features/feature-segments/${row}/`),
  },
];

describe.each(ATTEMPTS)('$name with a right that is limited to tags', ({ right, refused, attempt }) => {
  it('counts for features with one of the tags, and for no others', async () => {
    const tenant = await api.tenant();
    const bob = await api.member(tenant.organisation);
    const [beta, slow] = [await makeTag(tenant, 'beta'), await makeTag(tenant, 'slow')];
    const role = await makeRole(tenant);
    await give(tenant, role, 'environment', [
      { permission_key: 'VIEW_ENVIRONMENT' },
      { permission_key: right, tags: [beta] },
    ]);
    await assign(tenant, role, 'users', bob.id);
    const inEnvironment = tenant.environment.id;
    for (const [name, tags] of Object.entries({ plain: [], other: [slow] })) {
      const feature = await makeFeature(tenant, name, tags);
      const parts = await partsOf(tenant, feature);
      expect((await attempt(bob, parts, feature, inEnvironment)).status).toBe(refused);
    }
    const mine = await makeFeature(tenant, 'mine', [slow, beta]);
    const answer = await attempt(bob, await partsOf(tenant, mine), mine, inEnvironment);
    expect([200, 201, 204]).toContain(answer.status);
  });
});

describe('DELETE /projects/{id}/features/{id}/ with a right that is limited to tags', () => {
  it('deletes features with one of the tags, while they have it', async () => {
    const tenant = await api.tenant();
    const bob = await api.member(tenant.organisation);
    const beta = await makeTag(tenant, 'beta');
    const role = await makeRole(tenant);
    const rights = [{ permission_key: 'VIEW_PROJECT' }, { permission_key: 'DELETE_FEATURE', tags: [beta] }];
    await give(tenant, role, 'project', rights);
    await assign(tenant, role, 'users', bob.id);
    const features = `/api/v1/projects/${tenant.project}/features/`;
    const [plain, one, two] = [
      await makeFeature(tenant, 'plain', []),
      await makeFeature(tenant, 'one', [beta]),
      await makeFeature(tenant, 'two', [beta]),
    ];
    expect(await send(bob, 'DELETE', `${features}${plain}/`)).toEqual(denied);
    expect(await send(bob, 'DELETE', `${features}99999999/`)).toEqual(denied);
    expect((await send(bob, 'DELETE', `${features}${one}/`)).status).toBe(204);
    await send(tenant.owner, 'PATCH', `${features}${two}/`, { tags: [] });
    expect(await send(bob, 'DELETE', `${features}${two}/`)).toEqual(denied);
    await send(tenant.owner, 'PATCH', `${features}${two}/`, { tags: [beta] });
    await send(tenant.owner, 'DELETE', `/api/v1/projects/${tenant.project}/tags/${beta}/`);
    expect(await send(bob, 'DELETE', `${features}${two}/`)).toEqual(denied);
  });
});

describe('a feature that a body names', () => {
  it('counts only where it is named clearly', async () => {
    const tenant = await api.tenant();
    const bob = await api.member(tenant.organisation);
    const [beta, role] = [await makeTag(tenant, 'beta'), await makeRole(tenant)];
    await give(tenant, role, 'environment', [{ permission_key: 'UPDATE_FEATURE_STATE', tags: [beta] }]);
    await assign(tenant, role, 'users', bob.id);
    const marked = await makeFeature(tenant, 'marked', [beta]);
    const plain = await makeFeature(tenant, 'plain', []);
    const { environment, other } = await partsOf(tenant, plain);
    const overrides = `${environment}identities/${other}/featurestates/`;
    for (const feature of [[marked], { id: marked }, `${marked}.0`, null, plain, String(plain)])
      expect(await send(bob, 'POST', overrides, { feature, enabled: true })).toEqual(denied);
    expect((await send(bob, 'POST', overrides, { feature: String(marked), enabled: true })).status).toBe(201);
  });
});

describe('versions of a feature with a right that is limited to tags', () => {
  it('are made, filled, published and deleted for features with one of the tags alone', async () => {
    const tenant = await api.tenant();
    const bob = await api.member(tenant.organisation);
    const [beta, role] = [await makeTag(tenant, 'beta'), await makeRole(tenant)];
    await give(tenant, role, 'project', [{ permission_key: 'VIEW_PROJECT' }]);
    await give(tenant, role, 'environment', [
      { permission_key: 'VIEW_ENVIRONMENT' },
      { permission_key: 'UPDATE_FEATURE_STATE', tags: [beta] },
    ]);
    await assign(tenant, role, 'users', bob.id);
    const [plain, marked] = [await makeFeature(tenant, 'plain', []), await makeFeature(tenant, 'marked', [beta])];
    await Versions.enable(tenant);
    const attempts = async (feature: number) => {
      const [owned, versions] = [new Versions(tenant, feature), new Versions(tenant, feature, bob)];
      const [one, two] = [await owned.draft(), await owned.draft()];
      const answers = [
        await versions.create(),
        await versions.set(one, 'x'),
        await versions.publish(one),
        await versions.delete(two),
      ];
      return answers.map(({ response }) => response.status);
    };
    expect(await attempts(plain)).toEqual([403, 403, 403, 403]);
    expect(await attempts(marked)).toEqual([201, 200, 200, 204]);
  });
});
