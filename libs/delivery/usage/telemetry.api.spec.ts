import { careless, useApi } from '../../../test/api/index.js';

process.env['TELEMETRY_THROTTLE_RATE'] = '2/day';
const api = useApi();

const REPORT = {
  organisations: 1,
  projects: 2,
  environments: 3,
  features: 4,
  segments: 5,
  users: 6,
  debug_enabled: false,
  env: 'production',
};
const report = (body: object) => api.as().POST('/api/v1/analytics/telemetry/', { body: careless(body) });

async function counted(): Promise<string | undefined> {
  const { payload } = await api.app.inject({ url: '/metrics' });
  return /^burgee_telemetry_reports_total (\d+)$/m.exec(payload)?.[1];
}

describe('POST /analytics/telemetry/', () => {
  it('says what is wrong with a report', async () => {
    const { response, error } = await report({ ...REPORT, users: 'many', env: undefined });
    expect([response.status, error]).toEqual([
      400,
      { users: ['A valid integer is required.'], env: ['This field is required.'] },
    ]);
  });

  it('takes a report from anybody, counts it, and refuses an address that does not stop', async () => {
    const first = await report({ ...REPORT, more: 'dropped' });
    expect([first.response.status, first.data]).toEqual([201, REPORT]);
    expect((await report(REPORT)).response.status).toBe(201);
    const third = await report(REPORT);
    expect([third.response.status, third.response.headers.get('retry-after')]).toEqual([
      429,
      expect.stringMatching(/^\d+$/),
    ]);
    expect(await counted()).toBe('2');
  });
});
