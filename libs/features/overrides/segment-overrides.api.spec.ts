import { careless, useApi, type Person, type Tenant } from '../../../test/api/index.js';

const api = useApi();
const ROWS = '/api/v1/features/feature-segments/';
const ROW = '/api/v1/features/feature-segments/{id}/';
const STATES = '/api/v1/features/featurestates/';
const STATE = '/api/v1/features/featurestates/{id}/';

const segment = async ({ owner, project }: Tenant, name: string, feature?: number) => {
  const rules = [{ type: 'ALL', conditions: [{ operator: 'EQUAL', property: 'plan', value: name }] }];
  const { data } = await owner.POST('/api/v1/projects/{projectId}/segments/', {
    params: { path: { projectId: project } },
    body: careless({ name, rules, ...(feature ? { feature } : {}) }),
  });
  return data?.id ?? 0;
};
const row = async ({ owner, environment }: Tenant, feature: number, of: number) =>
  owner.POST(ROWS, { body: { feature, segment: of, environment: environment.id } });
const rowId = async (tenant: Tenant, feature: number, of: number) => (await row(tenant, feature, of)).data?.id ?? 0;
const listed = async ({ environment }: Tenant, person: Person, feature: number) => {
  const { data } = await person.GET(ROWS, { params: { query: { environment: environment.id, feature } } });
  return data?.results.map(({ segment_name, priority }) => [segment_name, priority]);
};
const override = ({ owner, environment }: Tenant, feature: number, body: object) =>
  owner.POST('/api/v1/environments/{environmentKey}/features/{featureId}/create-segment-override/', {
    params: { path: { environmentKey: environment.key, featureId: feature } },
    body: careless({ enabled: true, feature_state_value: { type: 'unicode', string_value: 'hi' }, ...body }),
  });
const grant = (tenant: Tenant, person: Person, permissions: string[]) =>
  tenant.owner.POST('/api/v1/environments/{environmentKey}/user-permissions/', {
    params: { path: { environmentKey: tenant.environment.key } },
    body: { user: person.id, permissions, admin: false },
  });

describe('features/feature-segments/', () => {
  it('keeps places dense and unique, whatever is moved or removed', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner');
    const ids: number[] = [];
    for (const name of ['a', 'b', 'c']) ids.push(await rowId(tenant, feature, await segment(tenant, name)));
    const order = () => listed(tenant, tenant.owner, feature);
    expect(await order()).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ]);
    const [a = 0, b = 0, c = 0] = ids;
    const body = [
      { id: c, priority: 0 },
      { id: a, priority: 9 },
    ];
    const moved = await tenant.owner.POST('/api/v1/features/feature-segments/update-priorities/', { body });
    expect(moved.data?.map(({ id, priority }) => [id, priority])).toEqual([
      [a, 2],
      [c, 0],
    ]);
    expect(await order()).toEqual([
      ['c', 0],
      ['b', 1],
      ['a', 2],
    ]);
    expect((await tenant.owner.DELETE(ROW, { params: { path: { id: b } } })).response.status).toBe(204);
    expect(await order()).toEqual([
      ['c', 0],
      ['a', 1],
    ]);
  });

  it('goes with its segment, also for those behind it', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner');
    const [first, second] = [await segment(tenant, 'a'), await segment(tenant, 'b')];
    await override(tenant, feature, { feature_segment: { segment: first } });
    await override(tenant, feature, { feature_segment: { segment: second } });
    await tenant.owner.DELETE('/api/v1/projects/{projectId}/segments/{id}/', {
      params: { path: { projectId: tenant.project, id: first } },
    });
    expect(await listed(tenant, tenant.owner, feature)).toEqual([['b', 0]]);
    const { data } = await tenant.owner.GET(STATES, { params: { query: { environment: tenant.environment.id } } });
    expect(data?.count).toBe(2);
  });

  it('takes places that many ask for at once', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner');
    const segments = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((name) => segment(tenant, name)));
    const answers = await Promise.all(
      segments.map((of) => override(tenant, feature, { feature_segment: { segment: of, priority: 0 } })),
    );
    expect(answers.map(({ response }) => response.status)).toEqual(segments.map(() => 201));
    const places = await listed(tenant, tenant.owner, feature);
    expect(places?.map(([, priority]) => priority)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('refuses segments of other projects and features', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const [banner, limit] = [await api.feature(tenant, 'banner'), await api.feature(tenant, 'limit')];
    const own = await segment(tenant, 'own', limit);
    const foreign = await segment(other, 'foreign');
    expect((await row(tenant, banner, own)).error).toEqual({ feature: ['The segment is for another feature.'] });
    expect((await row(tenant, limit, own)).response.status).toBe(201);
    expect((await row(tenant, banner, foreign)).error).toEqual({
      segment: [`Invalid pk "${foreign}" - object does not exist.`],
    });
    expect((await row(other, banner, foreign)).response.status).toBe(400);
  });

  it('refuses an order of strange rows', async () => {
    const tenant = await api.tenant();
    const [banner, limit] = [await api.feature(tenant, 'banner'), await api.feature(tenant, 'limit')];
    const of = await segment(tenant, 'a');
    const [one, other] = [await rowId(tenant, banner, of), await rowId(tenant, limit, of)];
    const arrange = async (body: object) =>
      (await tenant.owner.POST('/api/v1/features/feature-segments/update-priorities/', { body: careless(body) })).error;
    expect([
      await arrange([
        { id: one, priority: 0 },
        { id: other, priority: 1 },
      ]),
      await arrange([{ id: 99_999_999, priority: 0 }]),
      await arrange([{ id: one, priority: -1 }]),
      await arrange({ id: one, priority: 0 }),
    ]).toEqual([
      { non_field_errors: ['All feature segments must belong to the same feature & environment.'] },
      { non_field_errors: ['Some of the provided ids were not found.'] },
      [{ priority: ['Ensure this value is greater than or equal to 0.'] }],
      { non_field_errors: ['Expected a list of items but got type "dict".'] },
    ]);
  });

  it('is closed to who may not manage overrides there', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner');
    const of = await segment(tenant, 'a');
    const id = await rowId(tenant, feature, of);
    const body = { feature, segment: of, environment: tenant.environment.id };
    const answers = async (person: Person) => [
      (await person.POST(ROWS, { body })).response.status,
      (await person.GET(ROW, { params: { path: { id } } })).response.status,
      (await person.PUT(ROW, { params: { path: { id } }, body })).response.status,
      (await person.POST('/api/v1/features/feature-segments/update-priorities/', { body: [{ id, priority: 0 }] }))
        .response.status,
      await listed(tenant, person, feature),
    ];
    expect(await answers(await api.person())).toEqual([403, 404, 404, 403, []]);
    const member = await api.member(tenant.organisation);
    expect(await answers(member)).toEqual([403, 404, 404, 403, []]);
    await grant(tenant, member, ['VIEW_ENVIRONMENT', 'MANAGE_SEGMENT_OVERRIDES']);
    expect(await answers(member)).toEqual([201, 200, 200, 200, []]);
  });
});

describe('create-segment-override', () => {
  it('makes place and state at once; a second one of the same segment is refused', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello' });
    const [first, second] = [await segment(tenant, 'a'), await segment(tenant, 'b')];
    await override(tenant, feature, { feature_segment: { segment: first } });
    const { data, response } = await override(tenant, feature, {
      feature_segment: { segment: second, priority: 0 },
      feature_state_value: { type: 'int', integer_value: 9 },
    });
    expect(response.status).toBe(201);
    expect(data).toMatchObject({
      enabled: true,
      feature,
      environment: tenant.environment.id,
      feature_state_value: { type: 'int', string_value: 'hello', integer_value: 9, boolean_value: null },
      feature_segment: { segment: second, priority: 0 },
    });
    expect(await listed(tenant, tenant.owner, feature)).toEqual([
      ['b', 0],
      ['a', 1],
    ]);
    expect((await override(tenant, feature, { feature_segment: { segment: first } })).error).toEqual({
      non_field_errors: ['The segment overrides the feature in this environment already.'],
    });
  });

  it('shows in the list of features and where the segment is used', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner');
    const of = await segment(tenant, 'a');
    const { data } = await override(tenant, feature, { feature_segment: { segment: of } });
    const features = await tenant.owner.GET('/api/v1/projects/{projectId}/features/', {
      params: { path: { projectId: tenant.project }, query: { environment: tenant.environment.id } },
    });
    expect(features.data?.results).toMatchObject([{ num_segment_overrides: 1 }]);
    const uses = await tenant.owner.GET('/api/v1/projects/{projectId}/segments/{segmentId}/associated-features/', {
      params: { path: { projectId: tenant.project, segmentId: of } },
    });
    expect(uses.data?.results).toEqual([{ id: data?.id, feature, environment: tenant.environment.id }]);
  });
});

describe('get-by-uuid', () => {
  it('answers rows and states to whoever may see the project', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner');
    const { data } = await override(tenant, feature, { feature_segment: { segment: await segment(tenant, 'a') } });
    const uuids = [data?.feature_segment.uuid ?? '', data?.uuid ?? ''] as const;
    const found = async (person: Person, [rowUuid, stateUuid]: readonly [string, string]) => [
      (
        await person.GET('/api/v1/features/feature-segments/get-by-uuid/{key}/', {
          params: { path: { key: rowUuid } },
        })
      ).data?.id,
      (
        await person.GET('/api/v1/features/featurestates/get-by-uuid/{key}/', {
          params: { path: { key: stateUuid } },
        })
      ).data?.id,
    ];
    expect(await found(tenant.owner, uuids)).toEqual([data?.feature_segment.id, data?.id]);
    expect(await found(await api.person(), uuids)).toEqual([undefined, undefined]);
    expect(await found(tenant.owner, ['nope', 'nope'])).toEqual([undefined, undefined]);
  });
});

describe('features/featurestates/', () => {
  it('makes and changes the state of an override, and leaves the default alone', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello' });
    const id = await rowId(tenant, feature, await segment(tenant, 'a'));
    const place = { feature, environment: tenant.environment.id };
    const value = { type: 'unicode', string_value: 'hi' } as const;
    const body = careless({ ...place, feature_segment: id, enabled: true, feature_state_value: value });
    const { data } = await tenant.owner.POST(STATES, { body });
    expect(data).toMatchObject({ feature_segment: id, identity: null, feature_state_value: value });
    expect((await tenant.owner.POST(STATES, { body })).error).toEqual([
      "['Feature state already exists for this environment, feature, version, segment & identity combination']",
    ]);
    const put = await tenant.owner.PUT(STATE, {
      params: { path: { id: data?.id ?? 0 } },
      body: { ...place, enabled: false, feature_state_value: { type: 'bool', boolean_value: true } },
    });
    expect(put.data).toMatchObject({
      enabled: false,
      feature_state_value: { type: 'bool', string_value: 'hi', boolean_value: true },
    });
    const defaults = await tenant.owner.GET('/api/v1/environments/{environmentKey}/featurestates/', {
      params: { path: { environmentKey: tenant.environment.key } },
    });
    expect(defaults.data?.results).toMatchObject([{ feature_state_value: 'hello', feature_segment: null }]);
  });

  it('asks for the permission of what it is about', async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner');
    const { data } = await override(tenant, feature, { feature_segment: { segment: await segment(tenant, 'a') } });
    const { data: all } = await tenant.owner.GET(STATES, { params: { query: { environment: tenant.environment.id } } });
    const base = all?.results.find(({ feature_segment }) => feature_segment === null);
    const ids = [data?.id ?? 0, base?.id ?? 0];
    const statuses = async (person: Person) =>
      Promise.all(
        ids.map(async (id) => {
          const body = { enabled: true };
          return (await person.PATCH(STATE, { params: { path: { id } }, body })).response.status;
        }),
      );
    const [stranger, manager, editor] = [
      await api.person(),
      await api.member(tenant.organisation),
      await api.member(tenant.organisation),
    ];
    await grant(tenant, manager, ['MANAGE_SEGMENT_OVERRIDES']);
    await grant(tenant, editor, ['UPDATE_FEATURE_STATE']);
    expect([await statuses(stranger), await statuses(manager), await statuses(editor)]).toEqual([
      [403, 403],
      [200, 403],
      [403, 200],
    ]);
    expect(
      (await stranger.GET(STATES, { params: { query: { environment: tenant.environment.id } } })).response.status,
    ).toBe(403);
  });
});

describe('the totals of a project and an environment', () => {
  it('count what is there, and nothing that was deleted', async () => {
    const tenant = await api.tenant();
    const { owner, project, environment } = tenant;
    const totals = async () => [
      (await owner.GET('/api/v1/projects/{projectId}/', { params: { path: { projectId: project } } })).data
        ?.total_segments,
      (
        await owner.GET('/api/v1/environments/{environmentKey}/', {
          params: { path: { environmentKey: environment.key } },
        })
      ).data?.total_segment_overrides,
    ];
    expect(await totals()).toEqual([0, 0]);
    const [banner, colour] = [await api.feature(tenant, 'banner'), await api.feature(tenant, 'colour')];
    const [a, b] = [await segment(tenant, 'a'), await segment(tenant, 'b')];
    for (const feature of [banner, colour]) for (const one of [a, b]) await row(tenant, feature, one);
    expect(await totals()).toEqual([2, 4]);
    await owner.DELETE('/api/v1/projects/{projectId}/segments/{id}/', {
      params: { path: { projectId: project, id: a } },
    });
    expect(await totals()).toEqual([1, 2]);
    await owner.DELETE('/api/v1/projects/{projectId}/features/{id}/', {
      params: { path: { projectId: project, id: banner } },
    });
    expect(await totals()).toEqual([1, 1]);
  });
});
