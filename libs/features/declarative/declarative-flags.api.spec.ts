import { useApi, type Tenant } from '../../../test/api/index.js';

const api = useApi();
const flag = '/api/__future__/environments/{environmentKey}/features/{featureId}/' as const;

async function segment({ owner, project }: Tenant, name: string): Promise<number> {
  const { data } = await owner.POST('/api/v1/projects/{projectId}/segments/', {
    params: { path: { projectId: project } },
    body: {
      name,
      rules: [{ type: 'ALL', rules: [], conditions: [{ operator: 'EQUAL', property: 'plan', value: name }] }],
    },
  });
  return data?.id ?? 0;
}

const useVersions = ({ owner, environment }: Tenant) =>
  owner.POST('/api/v1/environments/{environmentKey}/enable-v2-versioning/', {
    params: { path: { environmentKey: environment.key } },
  });

const seenBySdk = async ({ environment }: Tenant, plan: string) => {
  const { data } = await api.sdk(environment.key).POST('/api/v1/identities/', {
    body: { identifier: `of-${plan}`, traits: [{ trait_key: 'plan', trait_value: plan }] },
  });
  return data?.flags.map(({ enabled, feature_state_value }) => [enabled, feature_state_value]);
};

const stateEvents = (feature: number) =>
  api.sql<{ segment: number | null }>(
    `select payload->'featureSegmentId' as segment from outbox_event
     where type = 'feature-state.changed' and payload->>'featureId' = $1::text order by id`,
    [feature],
  );

describe.each(['without versions', 'with versions'])('a declared flag, in an environment %s', (kind) => {
  const start = async () => {
    const tenant = await api.tenant();
    const feature = await api.feature(tenant, 'banner', { initial_value: 'hello' });
    if (kind === 'with versions') await useVersions(tenant);
    const params = { path: { environmentKey: tenant.environment.key, featureId: feature } };
    return { tenant, feature, params, pro: await segment(tenant, 'pro'), free: await segment(tenant, 'free') };
  };

  it('is what was declared, for SDKs too, and nobody is told twice', async () => {
    const { tenant, feature, params, pro, free } = await start();
    expect(await seenBySdk(tenant, 'pro')).toEqual([[false, 'hello']]);
    const { data } = await tenant.owner.PUT(flag, {
      params,
      body: {
        environment_default: { enabled: true, value: { type: 'integer', value: '7' } },
        segment_overrides: [
          { segment: { id: pro }, value: { type: 'string', value: 'for pros' } },
          { segment: { id: free } },
        ],
      },
    });
    expect(data).toEqual({
      environment_default: { enabled: true, value: { type: 'integer', value: '7' }, variants: [] },
      segment_overrides: [
        {
          segment: { id: pro },
          priority: 0,
          enabled: true,
          value: { type: 'string', value: 'for pros' },
          variants: [],
        },
        { segment: { id: free }, priority: 1, enabled: true, value: { type: 'integer', value: '7' }, variants: [] },
      ],
    });
    expect(await seenBySdk(tenant, 'pro')).toEqual([[true, 'for pros']]);
    expect(await stateEvents(feature)).toHaveLength(3);
    await tenant.owner.PATCH(flag, { params, body: { environment_default: { enabled: true } } });
    expect(await stateEvents(feature)).toHaveLength(3);
    const left = await tenant.owner.PUT(flag, { params, body: { segment_overrides: [] } });
    expect(left.data?.segment_overrides).toEqual([]);
    expect(await seenBySdk(tenant, 'pro')).toEqual([[true, 7]]);
  });

  it('has what both wrote, of two who come at once', async () => {
    const { tenant, params, pro, free } = await start();
    // places that nobody has, also after those of a version have closed up
    const override = (id: number, priority: number) =>
      tenant.owner.PATCH(flag, { params, body: { segment_overrides: [{ segment: { id }, priority, enabled: true }] } });
    const answers = await Promise.all([
      override(pro, 5),
      override(free, 7),
      tenant.owner.PATCH(flag, {
        params,
        body: { environment_default: { value: { type: 'boolean', value: 'true' } } },
      }),
    ]);
    expect(answers.map(({ response }) => response.status)).toEqual([200, 200, 200]);
    const { data } = await tenant.owner.GET(flag, { params });
    expect(data?.environment_default.value).toEqual({ type: 'boolean', value: 'true' });
    expect(new Set(data?.segment_overrides.map((one) => one.segment.id))).toEqual(new Set([pro, free]));
  });

  it('stays as it was where anything is wrong', async () => {
    const { tenant, params, pro, free } = await start();
    const body = {
      environment_default: { enabled: true },
      segment_overrides: [
        { segment: { id: pro }, priority: 3 },
        { segment: { id: free }, priority: 3 },
      ],
    };
    const { response, error } = await tenant.owner.PATCH(flag, { params, body });
    expect([response.status, error]).toEqual([400, { detail: 'Duplicate priority: 3.' }]);
    expect((await tenant.owner.GET(flag, { params })).data).toEqual({
      environment_default: { enabled: false, value: { type: 'string', value: 'hello' }, variants: [] },
      segment_overrides: [],
    });
  });

  it('loses one override, and the others keep their places', async () => {
    const { tenant, params, pro, free } = await start();
    await tenant.owner.PATCH(flag, {
      params,
      body: { segment_overrides: [{ segment: { id: pro } }, { segment: { id: free } }] },
    });
    const one = { params: { path: { ...params.path, segmentId: pro } } };
    const path = `${flag}segment-overrides/{segmentId}/` as const;
    const { data } = await tenant.owner.DELETE(path, one);
    expect(data?.segment_overrides.map(({ segment: { id } }) => id)).toEqual([free]);
    const again = await tenant.owner.DELETE(path, one);
    expect([again.response.status, again.error]).toEqual([404, { detail: 'Segment override not found.' }]);
  });
});

describe('the experimental form', () => {
  it('changes a flag by its name, and is closed to strangers', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    await api.feature(tenant, 'banner');
    const pro = await segment(tenant, 'pro');
    const params = { path: { environmentKey: tenant.environment.key } };
    const body = {
      feature: { name: 'banner' },
      segment: { id: pro },
      enabled: true,
      value: { type: 'string', value: 'for pros' },
    } as const;
    const path = '/api/experiments/environments/{environmentKey}/update-flag-v1/' as const;
    expect((await other.owner.POST(path, { params, body })).response.status).toBe(403);
    expect((await tenant.owner.POST(path, { params, body })).response.status).toBe(204);
    expect(await seenBySdk(tenant, 'pro')).toEqual([[true, 'for pros']]);
    const foreign = await segment(other, 'theirs');
    const refused = await tenant.owner.POST(path, { params, body: { ...body, segment: { id: foreign } } });
    expect(refused.error).toEqual({ segment: [`Segment with id ${foreign} not found in project`] });
  });
});
