import { careless, useApi } from '../../../test/api/index.js';

const api = useApi();
const feature = '/api/v1/projects/{projectId}/features/{id}/' as const;

const group = async (owner: ReturnType<typeof api.as>, organisationId: number) =>
  (
    await owner.POST('/api/v1/organisations/{organisationId}/groups/', {
      params: { path: { organisationId } },
      body: { name: 'Team' },
    })
  ).data?.id ?? 0;

describe('owners of a feature', () => {
  it('are people who can see the project and groups of the organisation, or nobody is added', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const member = await api.member(tenant.organisation);
    const id = await api.feature(tenant, 'banner');
    const params = { path: { projectId: tenant.project, id } };
    const add = (user_ids: number[]) => tenant.owner.POST(`${feature}add-owners/`, { params, body: { user_ids } });
    for (const ids of [[member.id], [other.owner.id], [tenant.owner.id, 99_999_999]])
      expect((await add(ids)).error).toEqual(['Some users not found']);
    await tenant.owner.POST('/api/v1/projects/{projectId}/user-permissions/', {
      params: { path: { projectId: tenant.project } },
      body: { user: member.id, permissions: ['VIEW_PROJECT'], admin: false },
    });
    const added = await add([member.id, member.id]);
    expect(added.data?.owners.map((one) => one.id)).toEqual([tenant.owner.id, member.id]);
    const [ours, theirs] = [
      await group(tenant.owner, tenant.organisation),
      await group(other.owner, other.organisation),
    ];
    const addGroup = (group_ids: number[]) =>
      tenant.owner.POST(`${feature}add-group-owners/`, { params, body: { group_ids } });
    expect((await addGroup([theirs])).error).toEqual(['Some groups not found']);
    expect((await addGroup([ours])).data?.group_owners).toEqual([{ id: ours, name: 'Team' }]);
    const listed = async (query: object) =>
      (
        await tenant.owner.GET('/api/v1/projects/{projectId}/features/', {
          params: { path: { projectId: tenant.project }, query: careless(query) },
        })
      ).data?.count;
    expect(await listed({ owners: String(member.id) })).toBe(1);
    expect(await listed({ owners: '99999999' })).toBe(0);
    expect(await listed({ owners: '99999999', group_owners: String(ours) })).toBe(1);
  });

  it('are never all gone where the project wants some', async () => {
    const tenant = await api.tenant();
    const id = await api.feature(tenant, 'banner');
    await tenant.owner.PATCH('/api/v1/projects/{projectId}/', {
      params: { path: { projectId: tenant.project } },
      body: { enforce_feature_owners: true },
    });
    const params = { path: { projectId: tenant.project, id } };
    const team = await group(tenant.owner, tenant.organisation);
    const body = { user_ids: [tenant.owner.id] };
    const refused = await tenant.owner.POST(`${feature}remove-owners/`, { params, body });
    expect([refused.response.status, refused.error]).toEqual([
      400,
      ['This project requires at least one owner or group owner per feature.'],
    ]);
    expect((await tenant.owner.GET(feature, { params })).data?.owners).toHaveLength(1);
    await tenant.owner.POST(`${feature}add-group-owners/`, { params, body: { group_ids: [team] } });
    // two who leave at once: one of them stays
    const answers = await Promise.all([
      tenant.owner.POST(`${feature}remove-owners/`, { params, body }),
      tenant.owner.POST(`${feature}remove-group-owners/`, { params, body: { group_ids: [team] } }),
    ]);
    expect(answers.map(({ response }) => response.status).toSorted()).toEqual([200, 400]);
    const without = await tenant.owner.POST('/api/v1/projects/{projectId}/features/', {
      params: { path: { projectId: tenant.project } },
      body: { name: 'nobodys' },
    });
    expect(without.error).toEqual({
      non_field_errors: ['This project requires at least one owner or group owner when creating a feature.'],
    });
  });
});

describe('a feature by its UUID', () => {
  it('is there for whoever sees the project', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const id = await api.feature(tenant, 'banner');
    const { data } = await tenant.owner.GET(feature, { params: { path: { projectId: tenant.project, id } } });
    const params = { path: { key: data?.uuid ?? '' } };
    expect((await tenant.owner.GET('/api/v1/features/get-by-uuid/{key}/', { params })).data).toEqual(data);
    expect((await other.owner.GET('/api/v1/features/get-by-uuid/{key}/', { params })).response.status).toBe(404);
  });
});

describe('the default state of a feature', () => {
  it('can be deleted, and made again', async () => {
    const tenant = await api.tenant();
    const id = await api.feature(tenant, 'banner', { default_enabled: true });
    const path = { environmentKey: tenant.environment.key };
    const states = '/api/v1/environments/{environmentKey}/featurestates/' as const;
    const sdk = api.sdk(tenant.environment.key);
    const flags = async () => {
      const { data } = await sdk.GET('/api/v1/flags/', {});
      return Array.isArray(data) ? data.map(({ enabled }) => enabled) : data;
    };
    const state = (await tenant.owner.GET(states, { params: { path } })).data?.results[0]?.id ?? 0;
    expect(await flags()).toEqual([true]);
    const one = { params: { path: { ...path, id: state } } };
    expect((await tenant.owner.DELETE(`${states}{id}/`, one)).response.status).toBe(204);
    expect(await flags()).toEqual([]);
    const make = () => tenant.owner.POST(states, { params: { path }, body: { feature: id, feature_state_value: 5 } });
    const answers = await Promise.all([make(), make()]);
    expect(answers.map(({ response }) => response.status).toSorted()).toEqual([201, 400]);
    expect(await flags()).toEqual([false]);
  });
});
