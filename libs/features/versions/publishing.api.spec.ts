import { useApi, type Tenant } from '../../../test/api/index.js';
import { segmentOf, stateOf, Versions } from '../../../test/api/versions.js';

const api = useApi();
jest.setTimeout(30_000);

/** An environment with versions and a feature that says `hello`. */
async function begin(): Promise<{ tenant: Tenant; versions: Versions }> {
  const tenant = await api.tenant();
  const feature = await api.feature(tenant, 'banner', { initial_value: 'hello', default_enabled: true });
  await Versions.enable(tenant);
  return { tenant, versions: new Versions(tenant, feature) };
}

const inAnHour = (): string => new Date(Date.now() + 3_600_000).toISOString();
const served = async ({ environment }: Tenant) =>
  [(await api.sdk(environment.key).GET('/api/v1/flags/')).data ?? []].flat().map((flag) => flag.feature_state_value);
const eventsOf = ({ environment }: Tenant) =>
  api.sql<{ type: string; payload: Record<string, unknown> }>(
    `select type, payload from outbox_event where payload->>'environmentId' = $1 and type like 'feature-%' order by position`,
    [String(environment.id)],
  );

describe('two drafts at once', () => {
  it('both count where they change different things', async () => {
    const { tenant, versions } = await begin();
    const pro = await segmentOf(tenant, 'pro');
    const [one, other] = [await versions.draft(), await versions.draft()];
    await versions.set(one, 'bye');
    await versions.override(other, pro, 'pro');
    const answers = await Promise.all([versions.publish(one), versions.publish(other)]);
    expect(answers.map(({ response }) => response.status)).toEqual([200, 200]);
    expect(await versions.values((await versions.ids())[0] ?? '')).toEqual([
      'bye',
      { segment: pro, value: 'pro', priority: 0 },
    ]);
  });

  it('are a conflict where they change the same thing, and nothing is written', async () => {
    const { tenant, versions } = await begin();
    const drafts = [await versions.draft(), await versions.draft()];
    for (const [place, draft] of drafts.entries()) await versions.set(draft, `number ${place}`);
    const answers = await Promise.all(drafts.map((draft) => versions.publish(draft)));
    expect(answers.map(({ response }) => response.status).sort()).toEqual([200, 400]);
    const winner = answers.findIndex(({ response }) => response.ok);
    expect(answers.find(({ error }) => error)?.error).toEqual({
      message: 'An unresolvable conflict occurred: a version published since then changes the environment default too.',
    });
    expect(await served(tenant)).toEqual([`number ${winner}`]);
    const loser = drafts[1 - winner] ?? '';
    expect((await versions.retrieve(loser)).data).toMatchObject({ published: false });
    await versions.set(loser, `number ${winner}`);
    expect((await versions.publish(loser)).response.status).toBe(200);
  });

  it('are edited by many at once without losing anything', async () => {
    const { tenant, versions } = await begin();
    const draft = await versions.draft();
    const id = await versions.stateId(draft);
    const path = { environmentId: tenant.environment.id, featureId: versions.feature, uuid: draft, id };
    const patch = (body: object) =>
      tenant.owner.PATCH(
        '/api/v1/environments/{environmentId}/features/{featureId}/versions/{uuid}/featurestates/{id}/',
        { params: { path }, body },
      );
    await Promise.all([
      patch({ enabled: false }),
      patch({ feature_state_value: { string_value: 'bye' } }),
      patch({ feature_state_value: { integer_value: 7 } }),
    ]);
    expect((await versions.states(draft)).data).toMatchObject([
      { enabled: false, feature_state_value: { string_value: 'bye', integer_value: 7 } },
    ]);
  });

  it('published at once follow each other, one after the other', async () => {
    const { tenant, versions } = await begin();
    const segments = await Promise.all(['a', 'b', 'c', 'd'].map((name) => segmentOf(tenant, name)));
    const answers = await Promise.all(
      segments.map((segment) =>
        versions.create({ publish_immediately: true, feature_states_to_create: [stateOf('x', segment)] }),
      ),
    );
    expect(answers.map(({ response }) => response.status)).toEqual(segments.map(() => 201));
    const last = await versions.values((await versions.ids())[0] ?? '');
    expect(last.length).toBe(1 + segments.length);
  });
});

describe('scheduled versions', () => {
  it('wait for their moment, can be given another, and be taken back', async () => {
    const { tenant, versions } = await begin();
    const draft = await versions.draft();
    await versions.set(draft, 'later');
    const [first, second] = [inAnHour(), new Date(Date.now() + 7_200_000).toISOString()];
    expect((await versions.publish(draft, first)).data).toEqual({ live_from: first });
    expect((await versions.retrieve(draft)).data).toMatchObject({ published: true, is_live: false });
    expect((await versions.set(draft, 'x')).error).toEqual({ detail: 'Cannot modify published version.' });
    expect((await versions.publish(draft)).data).toEqual({ live_from: first });
    expect((await versions.publish(draft, second)).data).toEqual({ live_from: second });
    expect(await served(tenant)).toEqual(['hello']);
    expect((await versions.delete(draft)).response.status).toBe(204);
    expect(await api.sql('select 1 from scheduled_change where environment_id = $1', [tenant.environment.id])).toEqual(
      [],
    );
  });

  it('keep what is published meanwhile, but for what they change themselves', async () => {
    const { tenant, versions } = await begin();
    const [pro, old] = [await segmentOf(tenant, 'pro'), await segmentOf(tenant, 'old')];
    const scheduled = await versions.draft();
    await versions.set(scheduled, 'later');
    await versions.publish(scheduled, inAnHour());
    await versions.create({
      publish_immediately: true,
      feature_states_to_update: [stateOf('now')],
      feature_states_to_create: [stateOf('pro', pro), stateOf('old', old)],
    });
    expect(await served(tenant)).toEqual(['now']);
    expect(await versions.values(scheduled)).toEqual([
      'later',
      { segment: pro, value: 'pro', priority: 0 },
      { segment: old, value: 'old', priority: 1 },
    ]);
  });

  it('that are taken back are missed by none of those behind them', async () => {
    const { tenant, versions } = await begin();
    const pro = await segmentOf(tenant, 'pro');
    const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
    const [one, other] = [await versions.draft(), await versions.draft()];
    await versions.set(one, 'one');
    await versions.override(other, pro, 'pro');
    await versions.publish(other, at(2));
    await versions.publish(one, at(1));
    expect(await versions.values(other)).toEqual(['one', { segment: pro, value: 'pro', priority: 0 }]);
    expect((await versions.retrieve(other)).data?.previous_version_uuid).toBe(one);
    await versions.delete(one);
    expect(await versions.values(other)).toEqual(['hello', { segment: pro, value: 'pro', priority: 0 }]);
    expect(await served(tenant)).toEqual(['hello']);
  });

  it('begin with what counts at their moment', async () => {
    const { versions } = await begin();
    const scheduled = await versions.draft();
    await versions.set(scheduled, 'later');
    await versions.publish(scheduled, inAnHour());
    const { data } = await versions.create({ live_from: new Date(Date.now() + 7_200_000).toISOString() });
    expect(await versions.values(data?.uuid ?? '')).toEqual(['later']);
  });

  it('with a moment in the past count from now on', async () => {
    const { tenant, versions } = await begin();
    const draft = await versions.draft();
    await versions.set(draft, 'bye');
    const { data } = await versions.publish(draft, '2020-01-01T00:00:00Z');
    expect(data?.live_from).not.toBe('2020-01-01T00:00:00.000Z');
    expect(await served(tenant)).toEqual(['bye']);
  });
});

describe('events', () => {
  it('tell of each thing that changed, once, when it counts', async () => {
    const { tenant, versions } = await begin();
    const [pro, old] = [await segmentOf(tenant, 'pro'), await segmentOf(tenant, 'old')];
    await versions.create({
      publish_immediately: true,
      feature_states_to_create: [stateOf('pro', pro), stateOf('old', old)],
    });
    const known = (await eventsOf(tenant)).length;
    const draft = await versions.draft();
    await versions.set(draft, 'bye');
    await versions.set(draft, 'pros', pro);
    await versions.removeOverride(draft, old);
    expect((await eventsOf(tenant)).length).toBe(known);
    await versions.publish(draft);
    const told = (await eventsOf(tenant)).slice(known);
    expect(told.map(({ type }) => type)).toEqual([
      'feature-version.published',
      'feature-state.changed',
      'feature-state.changed',
      'feature-state.changed',
      'feature-version.went-live',
    ]);
    expect(told[0]?.payload).toEqual({
      versionUuid: draft,
      featureId: versions.feature,
      environmentId: tenant.environment.id,
      liveFrom: expect.any(String),
    });
    expect(told.map(({ payload }) => payload['stateId'])).toEqual(
      expect.arrayContaining([await versions.stateId(draft), await versions.stateId(draft, pro)]),
    );
  });

  it('tell of overrides that were moved', async () => {
    const { tenant, versions } = await begin();
    const [a, b, c] = [await segmentOf(tenant, 'a'), await segmentOf(tenant, 'b'), await segmentOf(tenant, 'c')];
    await versions.create({
      publish_immediately: true,
      feature_states_to_create: [stateOf('a', a), stateOf('b', b), stateOf('c', c)],
    });
    const known = (await eventsOf(tenant)).length;
    await versions.create({
      publish_immediately: true,
      feature_states_to_update: [stateOf('a', a, 1), stateOf('b', b, 0)],
    });
    expect((await eventsOf(tenant)).slice(known).map(({ type }) => type)).toEqual([
      'feature-version.published',
      'feature-segment.changed',
      'feature-segment.changed',
      'feature-version.went-live',
    ]);
  });
});
