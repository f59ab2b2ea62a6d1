import { useApi } from '../../test/api/index.js';
import { demo } from './demo.js';
import { loadSample } from './demo/load-sample.js';

const api = useApi();

const everything = () =>
  Promise.all(
    ['account_user', 'organisation', 'project', 'environment', 'feature', 'segment', 'identity', 'feature_state'].map(
      async (table) => (await api.sql<{ count: number }>(`select count(*)::int as count from ${table}`, []))[0]?.count,
    ),
  );

it('makes all of it or nothing, once, also when asked twice at the same time', async () => {
  await api.sql(`alter table identity add constraint spoilt check (identifier <> 'phone-2')`, []);
  await expect(loadSample(api.app)).rejects.toThrow('was refused');
  expect(await everything()).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  await api.sql('alter table identity drop constraint spoilt', []);

  const [one, other] = await Promise.all([loadSample(api.app), loadSample(api.app)]);
  expect([one, other]).toContain(undefined);
  const { password, environments } = one ?? other ?? { password: '', environments: [] };
  expect(environments).toHaveLength(5);
  expect((await everything()).slice(0, 7)).toEqual([1, 1, 2, 5, 11, 5, 16]);

  const { data } = await api.as().POST('/api/v1/auth/login/', { body: { email: 'demo@example.com', password } });
  const owner = api.as({ authorization: `Token ${data?.key}` });
  const organisations = await owner.GET('/api/v1/organisations/');
  expect(organisations.data?.results).toMatchObject([{ name: 'Sample Company', role: 'ADMIN' }]);
});

it('the sample does what it says', async () => {
  const keyOf = async (project: string, name: string): Promise<string> => {
    const rows = await api.sql<{ api_key: string }>(
      'select e.api_key from environment e join project p on p.id = e.project_id where p.name = $1 and e.name = $2',
      [project, name],
    );
    return rows[0]?.api_key ?? '';
  };
  const flagsOf = async (key: string, identifier: string): Promise<Record<string, unknown>> => {
    const { data } = await api.sdk(key).POST('/api/v1/identities/', { body: { identifier } });
    return Object.fromEntries(
      (data?.flags ?? []).map((flag) => [flag.feature.name, [flag.enabled, flag.feature_state_value]]),
    );
  };
  const production = await keyOf('Web Shop', 'Production');
  expect(await flagsOf(production, 'ada')).toMatchObject({
    checkout_banner: [true, 'Your delivery is always free'],
    max_cart_items: [true, 100],
    new_checkout: [true, '{"steps": 1, "express": true}'],
    recommendations: [true, expect.stringMatching(/^(similar_products|bought_together)$/)],
  });
  expect(await flagsOf(production, 'grace')).toMatchObject({
    dark_mode: [true, null],
    checkout_banner: [true, 'Free delivery from 50 €'],
    max_cart_items: [true, 20],
    new_checkout: [false, '{"steps": 2, "express": true}'],
    summer_sale_2025: [false, 'SUMMER25'],
  });
  expect(await flagsOf(production, 'linus')).toMatchObject({ checkout_banner: [true, 'Welcome back, Linus'] });
  expect(Object.keys(await flagsOf(production, 'linus'))).not.toContain('fraud_score_limit');
  expect(await flagsOf(await keyOf('Web Shop', 'Development'), 'nobody-known')).toMatchObject({
    checkout_banner: [true, 'This is a test shop: nothing will be delivered'],
    max_cart_items: [true, 1000],
  });
  const app = await keyOf('Mobile App', 'Production');
  expect((await flagsOf(app, 'phone-1'))['update_notice']).toEqual([true, '']);
  expect((await flagsOf(app, 'phone-2'))['update_notice']).toEqual([false, 'Please install the new version']);
});

describe('the command', () => {
  const other = useApi({ PREVENT_SIGNUP: 'true', COOKIE_AUTH_ENABLED: 'true' });

  it('tells the password once, and that it is there afterwards', async () => {
    let said = '';
    const write = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += String(text);
      return true;
    });
    expect(await demo([])).toBe(0);
    expect(said).toMatch(/E-mail {4}demo@example\.com\n {2}Password {2}[\w-]{20}\n/);
    expect(said).toMatch(/Web Shop, Production {7}\w{22}\n/);
    said = '';
    expect(await demo([])).toBe(0);
    expect(said).toBe('The sample data is there already: log in as demo@example.com.\n');
    write.mockRestore();
    const people = await other.sql('select email, is_superuser from account_user', []);
    expect(people).toEqual([{ email: 'demo@example.com', is_superuser: true }]);
  });
});
