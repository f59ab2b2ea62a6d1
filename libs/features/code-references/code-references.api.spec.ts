import { numberIn, send, useApi, type Tenant } from '../../../test/api/index.js';

const api = useApi();
const REPOSITORY = 'https://example.com/acme/shop';

const scan = ({ owner, project }: Tenant, revision: string, places: object[], more: object = {}) =>
  send(owner, 'POST', `/api/v1/projects/${project}/code-references/`, {
    repository_url: REPOSITORY,
    revision,
    code_references: places,
    ...more,
  });

const inBanner = { feature_name: 'banner', file_path: 'src/a.ts', line_number: 7 };
const date = expect.stringMatching(/\+00:00$/);

describe('code references', () => {
  it('are what the last scan of each repository found', async () => {
    const tenant = await api.tenant();
    const banner = await api.feature(tenant, 'banner');
    const places = [inBanner, { ...inBanner, line_number: 9 }, { ...inBanner, feature_name: 'unknown' }];
    expect(await scan(tenant, 'abc', places)).toEqual({
      status: 201,
      body: {
        created_at: expect.stringMatching(/Z$/),
        project: tenant.project,
        repository_url: REPOSITORY,
        vcs_provider: 'github',
        revision: 'abc',
        code_references: places,
      },
    });
    const one = `/api/v1/projects/${tenant.project}/features/${banner}/`;
    const found = {
      repository_url: REPOSITORY,
      vcs_provider: 'github',
      revision: 'abc',
      last_successful_repository_scanned_at: date,
      last_feature_found_at: date,
      code_references: [
        { ...inBanner, permalink: `${REPOSITORY}/blob/abc/src/a.ts#L7` },
        { ...inBanner, line_number: 9, permalink: `${REPOSITORY}/blob/abc/src/a.ts#L9` },
      ],
    };
    expect(await send(tenant.owner, 'GET', `${one}code-references/`)).toEqual({ status: 200, body: [found] });
    const counted = {
      repository_url: REPOSITORY,
      last_successful_repository_scanned_at: date,
      last_feature_found_at: date,
    };
    expect((await send(tenant.owner, 'GET', one)).body).toMatchObject({
      code_references_counts: [{ ...counted, count: 2 }],
    });
    await scan(tenant, 'def', []);
    expect((await send(tenant.owner, 'GET', `${one}code-references/`)).body).toEqual([]);
    const listed = await send(tenant.owner, 'GET', `/api/v1/projects/${tenant.project}/features/`);
    expect(listed.body).toMatchObject({ results: [{ code_references_counts: [{ ...counted, count: 0 }] }] });
  });

  it('are checked, and closed to strangers', async () => {
    const [tenant, other] = [await api.tenant(), await api.tenant()];
    const banner = await api.feature(tenant, 'banner');
    const wrong = await scan(tenant, 'abc', [{ ...inBanner, line_number: 0 }], { repository_url: 'nowhere' });
    expect(wrong).toEqual({
      status: 400,
      body: {
        repository_url: ['Enter a valid URL.'],
        code_references: [{ line_number: ['Ensure this value is greater than or equal to 1.'] }],
      },
    });
    const path = `/api/v1/projects/${tenant.project}/`;
    expect(
      (
        await send(other.owner, 'POST', `${path}code-references/`, {
          repository_url: REPOSITORY,
          revision: 'a',
          code_references: [],
        })
      ).status,
    ).toBe(403);
    expect((await send(other.owner, 'GET', `${path}features/${banner}/code-references/`)).status).toBe(403);
    const elsewhere = `/api/v1/projects/${other.project}/features/${banner}/code-references/`;
    expect((await send(other.owner, 'GET', elsewhere)).status).toBe(404);
  });
});

describe('GET /environments/{id}/feature-lifecycle-counts/', () => {
  it('counts features by tags, code and use', async () => {
    const tenant = await api.tenant();
    const { owner, project, environment } = tenant;
    const tag = async (label: string, more = {}) =>
      numberIn((await send(owner, 'POST', `/api/v1/projects/${project}/tags/`, { label, ...more })).body);
    const [stale, permanent] = [await tag('stale'), await tag('for ever', { is_permanent: true })];
    await api.sql("update tag set type = 'STALE', is_system_tag = true where id = $1", [stale]);
    const tagged = {
      new: [],
      live: [],
      stale: [stale],
      permanent: [stale, permanent],
      watched: [stale],
      gone: [stale],
    };
    for (const [name, tags] of Object.entries(tagged))
      await send(owner, 'POST', `/api/v1/projects/${project}/features/`, { name, tags });
    await scan(
      tenant,
      'abc',
      ['live', 'stale'].map((feature_name) => ({ ...inBanner, feature_name })),
    );
    await api.sql(
      `insert into feature_evaluation (environment_id, feature_name, count, created_at)
       values ($1, 'watched', 1, now()), ($1, 'gone', 1, now() - interval '31 days')`,
      [environment.id],
    );
    const path = `/api/v1/environments/${environment.id}/feature-lifecycle-counts/`;
    expect(await send(owner, 'GET', path)).toEqual({
      status: 200,
      body: { new: 1, live: 1, stale: 1, permanent: 1, needs_monitoring: 1, to_remove: 1 },
    });
    expect((await send((await api.tenant()).owner, 'GET', path)).status).toBe(403);
  });
});
