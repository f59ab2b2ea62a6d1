import { numberIn, send, textIn, useApi, type Tenant } from '../../../test/api/index.js';
import { useMailbox } from '../../../test/api/mailbox.js';
import { Versions } from '../../../test/api/versions.js';

const api = useApi();
// for its worker: states that come later are copied by a job
useMailbox(api);

const rules = [{ type: 'ALL', rules: [], conditions: [] }];

async function segment({ owner, project }: Tenant, name: string): Promise<number> {
  return numberIn((await send(owner, 'POST', `/api/v1/projects/${project}/segments/`, { name, project, rules })).body);
}

async function override({ owner, environment }: Tenant, feature: number, segmentId: number, priority: number) {
  const path = `/api/v1/environments/${environment.key}/features/${feature}/create-segment-override/`;
  return send(owner, 'POST', path, {
    enabled: true,
    feature_segment: { segment: segmentId, priority },
    feature_state_value: { type: 'unicode', string_value: `for ${segmentId}` },
  });
}

/** A plain feature, one with variants, and two segments that override the plain one. */
async function furnish(tenant: Tenant) {
  const { owner, project } = tenant;
  const banner = await api.feature(tenant, 'banner', { initial_value: 'hello', default_enabled: true });
  const body = {
    name: 'colour',
    initial_value: 'grey',
    default_enabled: true,
    multivariate_options: ['red', 'blue'].map((string_value) => ({
      type: 'unicode',
      string_value,
      default_percentage_allocation: 40,
    })),
  };
  const colour = numberIn((await send(owner, 'POST', `/api/v1/projects/${project}/features/`, body)).body);
  const [weak, strong] = [await segment(tenant, 'weak'), await segment(tenant, 'strong')];
  for (const one of [weak, strong]) expect((await override(tenant, banner, one, 0)).status).toBe(201);
  return { banner, colour, weak, strong };
}

const clone = ({ owner, environment }: Tenant, body: object) =>
  send(owner, 'POST', `/api/v1/environments/${environment.key}/clone/`, body);

async function detail({ owner }: Tenant, key: string): Promise<unknown> {
  return (await send(owner, 'GET', `/api/v1/environments/${key}/`)).body;
}

describe('POST /environments/{key}/clone/', () => {
  it.each([false, true])('gives everybody what they had, with versions: %s', async (versioned) => {
    const tenant = await api.tenant();
    await send(tenant.owner, 'PATCH', `/api/v1/environments/${tenant.environment.key}/`, {
      banner_text: 'careful',
      hide_disabled_flags: true,
    });
    const { banner, weak, strong } = await furnish(tenant);
    if (versioned) await Versions.enable(tenant);
    const answer = await clone(tenant, { name: 'Copy', description: 'ignored' });
    const [id, key] = [numberIn(answer.body), textIn(answer.body, 'api_key')];
    expect(answer).toEqual({ status: 200, body: { id, name: 'Copy', api_key: key, project: tenant.project } });
    expect(await detail(tenant, key)).toMatchObject({
      name: 'Copy',
      description: null,
      banner_text: 'careful',
      hide_disabled_flags: true,
      use_v2_feature_versioning: versioned,
      is_creating: false,
      total_segment_overrides: 2,
    });
    const rows = await send(
      tenant.owner,
      'GET',
      `/api/v1/features/feature-segments/?environment=${id}&feature=${banner}`,
    );
    expect(rows.body).toMatchObject({
      results: [
        { segment: strong, priority: 0 },
        { segment: weak, priority: 1 },
      ],
    });
    const flags = await api.sdk(key).POST('/api/v1/identities/', { body: { identifier: 'a', transient: true } });
    expect(flags.data?.flags[0]).toMatchObject({ feature_state_value: `for ${strong}` });
    const seeds = await api.sql(
      `select coalesce(s.mv_hashing_salt, s.id) as seed from live_feature_state l join feature_state s on s.id = l.id
       where l.environment_id = $1 order by seed`,
      [tenant.environment.id],
    );
    const copied = await api.sql(
      `select s.mv_hashing_salt as seed from live_feature_state l join feature_state s on s.id = l.id
       where l.environment_id = $1 order by seed`,
      [id],
    );
    expect(copied).toEqual(seeds);
    const versions = await api.sql<{ count: number }>(
      'select count(*)::int as count from environment_feature_version where environment_id = $1',
      [id],
    );
    expect(versions).toEqual([{ count: versioned ? 2 : 0 }]);
  });

  it('copies no identities, overrides of them, or server keys', async () => {
    const tenant = await api.tenant();
    const { banner } = await furnish(tenant);
    await api.serverKey(tenant);
    const identities = `/api/v1/environments/${tenant.environment.key}/identities/`;
    const identity = numberIn((await send(tenant.owner, 'POST', identities, { identifier: 'ada' })).body);
    const path = `${identities}${identity}/featurestates/`;
    expect((await send(tenant.owner, 'POST', path, { feature: banner, enabled: false })).status).toBe(201);
    const { body } = await clone(tenant, { name: 'Copy' });
    const counted = await api.sql(
      `select (select count(*)::int from identity where environment_id = $1) as identities,
         (select count(*)::int from feature_state where environment_id = $1 and identity_id is not null) as overrides,
         (select count(*)::int from environment_api_key where environment_id = $1) as keys`,
      [numberIn(body)],
    );
    expect(counted).toEqual([{ identities: 0, overrides: 0, keys: 0 }]);
  });

  it('can be finished after the request, and says so meanwhile', async () => {
    const tenant = await api.tenant();
    await furnish(tenant);
    const { status, body } = await clone(tenant, { name: 'Later', clone_feature_states_async: true });
    expect(status).toBe(200);
    const key = textIn(body, 'api_key');
    const done = async (): Promise<boolean> => {
      const found = await detail(tenant, key);
      return typeof found === 'object' && found !== null && Reflect.get(found, 'is_creating') === false;
    };
    for (let attempt = 0; attempt < 500 && !(await done()); attempt++)
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await detail(tenant, key)).toMatchObject({ is_creating: false, total_segment_overrides: 2 });
    const flags = await api.sdk(key).GET('/api/v1/flags/');
    expect(flags.data).toHaveLength(2);
  });

  it('takes a name that is taken, which others still may not', async () => {
    const tenant = await api.tenant();
    const first = await clone(tenant, { name: 'Development' });
    const second = await clone(tenant, { name: 'Development' });
    expect([first.status, second.status]).toEqual([200, 200]);
    const body = { name: 'Development', project: tenant.project };
    const taken = { status: 400, body: { non_field_errors: ['An environment with this name already exists.'] } };
    expect(await send(tenant.owner, 'POST', '/api/v1/environments/', body)).toEqual(taken);
    const one = `/api/v1/environments/${textIn(first.body, 'api_key')}/`;
    expect((await send(tenant.owner, 'PUT', one, { name: 'Development', description: 'kept' })).status).toBe(200);
    expect((await send(tenant.owner, 'PATCH', one, { name: 'Other' })).status).toBe(200);
    expect(await send(tenant.owner, 'PATCH', one, { name: 'Development' })).toEqual(taken);
  });

  it('asks for the right to make environments, and no more', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const path = `/api/v1/environments/${tenant.environment.key}/clone/`;
    const denied = { status: 403, body: { detail: 'You do not have permission to perform this action.' } };
    const member = await api.member(tenant.organisation);
    for (const person of [member, other.owner])
      expect(await send(person, 'POST', path, { name: 'Copy' })).toEqual(denied);
    await send(tenant.owner, 'POST', `/api/v1/projects/${tenant.project}/user-permissions/`, {
      user: member.id,
      permissions: ['CREATE_ENVIRONMENT'],
    });
    const { status, body } = await send(member, 'POST', path, { name: 'Copy' });
    expect(status).toBe(200);
    const mine = await send(member, 'GET', `/api/v1/environments/${textIn(body, 'api_key')}/my-permissions/`);
    expect(mine.body).toMatchObject({ admin: true });
    expect((await send(tenant.owner, 'POST', '/api/v1/environments/nope/clone/', { name: 'Copy' })).status).toBe(404);
  });

  it('has the metadata of its source', async () => {
    const tenant = await api.tenant();
    const { owner, organisation, environment } = tenant;
    const field = numberIn(
      (await send(owner, 'POST', '/api/v1/metadata/fields/', { name: 'on call', organisation })).body,
    );
    const model = `/api/v1/organisations/${organisation}/metadata-model-fields/`;
    const onEnvironment = numberIn((await send(owner, 'POST', model, { field, content_type: 3 })).body);
    const metadata = [{ model_field: onEnvironment, field_value: 'ada' }];
    await send(owner, 'PATCH', `/api/v1/environments/${environment.key}/`, { metadata });
    const { body } = await clone(tenant, { name: 'Copy' });
    expect(await detail(tenant, textIn(body, 'api_key'))).toMatchObject({ metadata });
  });
});

describe('GET /environments/{key}/metrics/', () => {
  it('counts what counts now, for admins', async () => {
    const tenant = await api.tenant();
    const { colour } = await furnish(tenant);
    const one = `/api/v1/environments/${tenant.environment.key}/`;
    const values = async () => {
      const { body } = await send(tenant.owner, 'GET', `${one}metrics/`);
      const metrics: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'metrics') : [];
      return Array.isArray(metrics) ? metrics.map((metric) => [textIn(metric, 'name'), numberIn(metric, 'value')]) : [];
    };
    const expected = [
      ['total_features', 2],
      ['enabled_features', 2],
      ['segment_overrides', 2],
      ['identity_overrides', 0],
    ];
    expect(await values()).toEqual(expected);
    await Versions.enable(tenant);
    expect(await values()).toEqual(expected);
    await send(tenant.owner, 'PATCH', `/api/v1/projects/${tenant.project}/features/${colour}/`, { is_archived: true });
    await send(tenant.owner, 'PATCH', one, { minimum_change_request_approvals: 1 });
    expect(await values()).toEqual([
      ['total_features', 1],
      ['enabled_features', 1],
      ...expected.slice(2),
      ['open_change_requests', 0],
      ['total_scheduled_changes', 0],
    ]);
    const member = await api.member(tenant.organisation);
    expect((await send(member, 'GET', `${one}metrics/`)).status).toBe(403);
  });
});
