import { careless, useApi } from '../../../test/api/index.js';
import { Usage } from './usage.js';

const api = useApi();
const flush = () => api.app.get(Usage, { strict: false }).flush();
const evaluations = (environment: number) =>
  api.sql(
    'select feature_name, identity_identifier, enabled_when_evaluated, count from feature_evaluation where environment_id = $1 order by identity_identifier nulls first',
    [environment],
  );

describe('POST /analytics/flags/', () => {
  it('v1 counts by name, and passes over what is unknown or no number', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner');
    const sdk = api.sdk(tenant.environment.key);
    const body = careless({ banner: 3, nope: 7, constructor: 2 });
    expect((await sdk.POST('/api/v1/analytics/flags/', { body })).response.status).toBe(200);
    await sdk.POST('/api/v1/analytics/flags/', { body: careless({ banner: 'three' }) });
    await sdk.POST('/api/v1/analytics/flags/', { body: careless({ banner: 2 }) });
    await flush();
    expect(await evaluations(tenant.environment.id)).toEqual([
      { feature_name: 'banner', identity_identifier: null, enabled_when_evaluated: null, count: 5 },
    ]);
  });

  it('v2 counts by identity and outcome too', async () => {
    const tenant = await api.tenant();
    await api.feature(tenant, 'banner');
    const evaluation = { feature_name: 'banner', count: 2, enabled_when_evaluated: true };
    const sdk = api.sdk(tenant.environment.key);
    const body = { evaluations: [evaluation, { ...evaluation, identity_identifier: 'alice' }, evaluation] };
    expect((await sdk.POST('/api/v2/analytics/flags/', { body })).response.status).toBe(204);
    const missing = await sdk.POST('/api/v2/analytics/flags/', {
      body: careless({ evaluations: [{ feature_name: 'banner', enabled_when_evaluated: true }] }),
    });
    expect(missing.error).toEqual({ evaluations: [{ count: ['This field is required.'] }] });
    await flush();
    expect(await evaluations(tenant.environment.id)).toEqual([
      { feature_name: 'banner', identity_identifier: null, enabled_when_evaluated: true, count: 4 },
      { feature_name: 'banner', identity_identifier: 'alice', enabled_when_evaluated: true, count: 2 },
    ]);
  });
});

describe('requests of SDKs', () => {
  it('are counted by environment and resource, exactly', async () => {
    const tenant = await api.tenant();
    const sdk = api.sdk(tenant.environment.key);
    for (let times = 0; times < 3; times++) await sdk.GET('/api/v1/flags/');
    await sdk.POST('/api/v1/identities/', { body: { identifier: 'alice' } });
    await sdk.POST('/api/v1/traits/', {
      body: { identity: { identifier: 'alice' }, trait_key: 'plan', trait_value: 'pro' },
    });
    await api.sdk(await api.serverKey(tenant)).GET('/api/v1/environment-document/');
    await flush();
    await flush();
    const stored = await api.sql(
      'select resource, sum(count)::int as count from api_usage where environment_id = $1 group by resource order by resource',
      [tenant.environment.id],
    );
    expect(stored).toEqual([
      { resource: 1, count: 3 },
      { resource: 2, count: 1 },
      { resource: 3, count: 1 },
      { resource: 4, count: 1 },
    ]);
  });
});
