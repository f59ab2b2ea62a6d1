import { careless, useApi } from '../../../test/api/index.js';
import { segmentOf, stateOf, Versions } from '../../../test/api/versions.js';

const api = useApi();
jest.setTimeout(30_000);

it('many people at once break nothing', async () => {
  const tenant = await api.tenant();
  const feature = await api.feature(tenant, 'banner', { initial_value: 'hello', default_enabled: true });
  const segments = await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((plan) => segmentOf(tenant, plan)));
  await Versions.enable(tenant);
  const versions = new Versions(tenant, feature);
  const soon = () => new Date(Date.now() + 50 + Math.random() * 500).toISOString();
  const someone = async (number: number) => {
    const segment = segments[number % segments.length] ?? 0;
    const draft = await versions.draft();
    const answers = [await versions.override(draft, segment, `by ${number}`, 0)];
    if (number % 4 === 0) await versions.set(draft, `by ${number}`);
    const published = await versions.publish(draft, ...(number % 3 === 0 ? [soon()] : []));
    const removed = number % 5 === 0 ? await versions.delete(draft) : undefined;
    const all = await versions.create({
      publish_immediately: true,
      segment_ids_to_delete_overrides: number % 2 === 0 ? [segment] : [],
      feature_states_to_update: [stateOf(`all by ${number}`)],
    });
    return [...answers, published, all, ...(removed ? [removed] : [])].map(({ response }) => response.status);
  };
  const gone = async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { response } = await tenant.owner.DELETE('/api/v1/projects/{projectId}/segments/{id}/', {
      params: { path: { projectId: tenant.project, id: segments[5] ?? 0 } },
    });
    return [response.status];
  };
  const option = async () => {
    const { response } = await tenant.owner.POST('/api/v1/projects/{projectId}/features/{featureId}/mv-options/', {
      params: { path: { projectId: tenant.project, featureId: feature } },
      body: careless({ feature, string_value: 'red', default_percentage_allocation: 10 }),
    });
    return [response.status];
  };
  const statuses = await Promise.all([...Array.from({ length: 7 }, (_, number) => someone(number)), gone(), option()]);
  expect(statuses.flat().filter((status) => status >= 409)).toEqual([]);
  const waiting = () => api.sql('select 1 from scheduled_change where environment_id = $1', [tenant.environment.id]);
  while ((await waiting()).length > 0) await new Promise((resolve) => setTimeout(resolve, 40));
  const [latest] = (await versions.list({ is_live: true })).data?.results ?? [];
  const states = (await versions.states(latest?.uuid ?? '')).data ?? [];
  expect(states.filter((state) => state.feature_segment === null)).toHaveLength(1);
  const places = states.flatMap((state) => state.feature_segment?.priority ?? []).sort();
  expect(places).toEqual(places.map((_, place) => place));
  expect(states.flatMap(({ multivariate_feature_state_values: values }) => values).length).toBeGreaterThan(0);
  const listed = await tenant.owner.GET('/api/v1/environments/{environmentKey}/featurestates/', {
    params: { path: { environmentKey: tenant.environment.key } },
  });
  const flags = [(await api.sdk(tenant.environment.key).GET('/api/v1/flags/')).data ?? []].flat();
  expect(flags.map(({ id }) => id)).toEqual(listed.data?.results.map(({ id }) => id));
});
