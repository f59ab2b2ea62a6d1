import { useApi, type Person, type Tenant } from '../../../test/api/index.js';
import { segmentOf, Versions } from '../../../test/api/versions.js';

const api = useApi();
const STATES = '/api/v1/environments/{environmentId}/features/{featureId}/versions/{uuid}/featurestates/';
const DENIED = { detail: 'You do not have permission to perform this action.' };
const missing = (what: string) => ({ detail: `No ${what} matches the given query.` });

const onProject = (tenant: Tenant, person: Person) =>
  tenant.owner.POST('/api/v1/projects/{projectId}/user-permissions/', {
    params: { path: { projectId: tenant.project } },
    body: { user: person.id, permissions: ['VIEW_PROJECT'], admin: false },
  });
const onEnvironment = (tenant: Tenant, person: Person, permissions: string[]) =>
  tenant.owner.POST('/api/v1/environments/{environmentKey}/user-permissions/', {
    params: { path: { environmentKey: tenant.environment.key } },
    body: { user: person.id, permissions, admin: false },
  });

async function begin() {
  const tenant = await api.tenant();
  const versions = new Versions(tenant, await api.feature(tenant, 'banner'));
  await Versions.enable(tenant);
  return { tenant, versions, draft: await versions.draft() };
}

/** What somebody hears at each of the routes. */
const heard = async (versions: Versions, draft: string) => ({
  list: (await versions.list()).error,
  states: (await versions.states(draft)).error,
  alone: (await versions.retrieve(draft)).error,
  create: (await versions.create()).error,
  edit: (await versions.set(draft, 'x')).error,
  publish: (await versions.publish(draft)).error,
  delete: (await versions.delete(draft)).error,
});

it('nothing is shown to strangers and to members without rights', async () => {
  const { tenant, versions, draft } = await begin();
  for (const [person, alone] of [
    [await api.person(), missing('EnvironmentFeatureVersion')],
    [await api.member(tenant.organisation), DENIED],
  ] as const)
    expect(await heard(versions.as(person), draft)).toEqual({
      list: missing('Feature'),
      states: DENIED,
      alone,
      create: DENIED,
      edit: DENIED,
      publish: DENIED,
      delete: DENIED,
    });
});

it('who sees the project must see the environment too, and may change nothing by that', async () => {
  const { tenant, versions, draft } = await begin();
  const person = await api.member(tenant.organisation);
  await onProject(tenant, person);
  expect((await versions.as(person).list()).error).toEqual(missing('Environment'));
  await onEnvironment(tenant, person, ['VIEW_ENVIRONMENT']);
  expect(await heard(versions.as(person), draft)).toEqual({
    list: undefined,
    states: undefined,
    alone: undefined,
    create: DENIED,
    edit: DENIED,
    publish: DENIED,
    delete: DENIED,
  });
});

it('UPDATE_FEATURE_STATE suffices for drafts, also for overrides', async () => {
  const { tenant, versions, draft } = await begin();
  const person = await api.member(tenant.organisation);
  await onProject(tenant, person);
  await onEnvironment(tenant, person, ['VIEW_ENVIRONMENT', 'UPDATE_FEATURE_STATE']);
  const own = versions.as(person);
  expect((await own.set(draft, 'bob')).response.status).toBe(200);
  expect((await own.override(draft, await segmentOf(tenant, 'pro'), 'pro')).response.status).toBe(201);
  expect((await own.publish(draft)).response.status).toBe(200);
  expect((await versions.retrieve(draft)).data).toMatchObject({
    created_by: tenant.owner.id,
    published_by: person.id,
  });
  expect((await Versions.disable({ ...tenant, owner: person })).error).toEqual(DENIED);
});

it('what is unknown, and what belongs to others, is not there', async () => {
  const { tenant, versions, draft } = await begin();
  const other = await begin();
  const nowhere = { ...tenant, environment: { ...tenant.environment, id: 99_999_999 } };
  expect((await new Versions(tenant, 99_999_999).list()).error).toEqual(missing('Feature'));
  expect((await new Versions(nowhere, versions.feature).list()).error).toEqual(missing('Environment'));
  expect((await new Versions(nowhere, versions.feature).create()).error).toEqual(DENIED);
  expect((await new Versions(tenant, 99_999_999).create()).response.status).toBe(404);
  expect((await versions.states('00000000-0000-4000-8000-000000000000')).error).toEqual(
    missing('EnvironmentFeatureVersion'),
  );
  expect((await versions.states('nonsense')).response.status).toBe(404);
  for (const call of [
    versions.states(other.draft),
    versions.publish(other.draft),
    versions.delete(other.draft),
    versions.override(other.draft, await segmentOf(tenant, 'pro'), 'x'),
  ])
    expect((await call).error).toEqual(missing('EnvironmentFeatureVersion'));
  const foreign = await other.versions.stateId(other.draft);
  const path = { environmentId: tenant.environment.id, featureId: versions.feature, uuid: draft, id: foreign };
  expect((await tenant.owner.PATCH(`${STATES}{id}/`, { params: { path }, body: { enabled: true } })).error).toEqual(
    missing('FeatureState'),
  );
});

it('a segment of another project overrides nothing', async () => {
  const { versions, draft } = await begin();
  const foreign = await segmentOf(await api.tenant(), 'pro');
  expect((await versions.override(draft, foreign, 'x')).error).toEqual({
    feature_segment: { segment: [`Invalid pk "${foreign}" - object does not exist.`] },
  });
});

it('a key of the organisation may all of it, and signs with no person', async () => {
  const { tenant, versions } = await begin();
  const { data } = await tenant.owner.POST('/api/v1/organisations/{organisationId}/master-api-keys/', {
    params: { path: { organisationId: tenant.organisation } },
    body: { name: 'terraform' },
  });
  const own = versions.as(api.as({ authorization: `Api-Key ${data?.key}` }));
  const draft = await own.draft();
  expect((await own.set(draft, 'x')).response.status).toBe(200);
  expect((await own.publish(draft)).response.status).toBe(200);
  expect((await own.retrieve(draft)).data).toMatchObject({ is_live: true, created_by: null, published_by: null });
});
