import { careless, useApi } from '../../../test/api/index.js';

const api = useApi();

const METADATA = '/api/v1/organisations/{organisationId}/get-subscription-metadata/';
const NOTIFICATIONS = '/api/v1/organisations/{organisationId}/api-usage-notification/';
const PORTAL = '/api/v1/organisations/{organisationId}/portal-url/';
const UPGRADE = '/api/v1/organisations/{organisationId}/get-hosted-page-url-for-subscription-upgrade/';
const UPDATE = '/api/v1/organisations/{organisationId}/update-subscription/';

it('everybody has everything, and nothing is paid', async () => {
  const { owner, organisation } = await api.tenant();
  const params = { path: { organisationId: organisation } };
  expect((await owner.GET(METADATA, { params })).data).toEqual({
    max_seats: 100_000,
    max_api_calls: 100_000_000,
    max_projects: null,
    payment_source: null,
    chargebee_email: null,
    feature_history_visibility_days: null,
    audit_log_visibility_days: null,
  });
  expect((await owner.GET(NOTIFICATIONS, { params })).data).toEqual({
    count: 0,
    next: null,
    previous: null,
    results: [],
  });
  for (const { response, error } of [await owner.GET(PORTAL, { params }), await owner.POST(UPGRADE, { params })])
    expect([response.status, error]).toEqual([400, { detail: 'Organisation has no subscription' }]);
  const missing = await owner.POST(UPDATE, { params, body: careless({}) });
  expect(missing.error).toEqual({ hosted_page_id: ['This field is required.'] });
  const { data } = await owner.POST(UPDATE, { params, body: { hosted_page_id: 'x' } });
  expect(data).toEqual((await owner.GET('/api/v1/organisations/{organisationId}/', { params })).data);
  expect(data?.subscription).toMatchObject({ plan: 'enterprise', max_seats: 100_000 });
});

it('admins are told, of notifications members too, and strangers nothing', async () => {
  const { organisation } = await api.tenant();
  const params = { path: { organisationId: organisation } };
  const member = await api.member(organisation);
  const stranger = await api.person();
  expect((await member.GET(NOTIFICATIONS, { params })).response.status).toBe(200);
  for (const path of [METADATA, PORTAL] as const) {
    expect((await member.GET(path, { params })).response.status).toBe(403);
    expect((await api.as().GET(path, { params })).response.status).toBe(401);
  }
  expect((await member.POST(UPDATE, { params, body: { hosted_page_id: 'x' } })).response.status).toBe(403);
  for (const path of [METADATA, NOTIFICATIONS, PORTAL] as const)
    expect((await stranger.GET(path, { params })).response.status).toBe(403);
});
