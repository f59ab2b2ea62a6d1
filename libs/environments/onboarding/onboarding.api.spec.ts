import { careless, useApi } from '../../../test/api/index.js';

const api = useApi();
const URL = '/api/v1/environments/{environmentKey}/onboarding-status/';
const at = (environmentKey: string) => ({ params: { path: { environmentKey } } });
const never = { first_evaluated_at: null, first_evaluated_sdk_label: null };

describe('/environments/{key}/onboarding-status/', () => {
  it('tells everybody whether an SDK has asked for flags', async () => {
    const { environment } = await api.tenant();
    const nobody = api.as();
    const ask = (headers: Record<string, string>) =>
      api.as({ 'x-environment-key': environment.key, ...headers }).GET('/api/v1/flags/');
    const status = async () => (await nobody.GET(URL, at(environment.key))).data;
    expect((await ask({ 'user-agent': 'Mozilla/5.0' })).response.status).toBe(200);
    expect(await status()).toEqual(never);
    const sdk = { 'user-agent': 'Mozilla/5.0', 'flagsmith-sdk-user-agent': 'flagsmith-js-sdk/9.3.1' };
    expect((await ask(sdk)).response.status).toBe(200);
    const first = await status();
    expect(first).toEqual({
      first_evaluated_at: expect.stringMatching(/Z$/),
      first_evaluated_sdk_label: 'flagsmith-js-sdk',
    });
    await ask({ 'user-agent': 'flagsmith-python-sdk/4.0.0' });
    expect(await status()).toEqual(first);
  });

  it('is noted when it is answered from memory too', async () => {
    const { environment } = await api.tenant();
    const url = await api.listen();
    const ask = (agent: string) =>
      fetch(`${url}/api/v1/flags/`, { headers: { 'x-environment-key': environment.key, 'user-agent': agent } });
    for (const agent of ['curl/8', 'curl/8', 'flagsmith-go-sdk/4', 'flagsmith-php-sdk/4'])
      expect((await ask(agent)).status).toBe(200);
    const { data } = await api.as().GET(URL, at(environment.key));
    expect(data?.first_evaluated_sdk_label).toBe('flagsmith-go-sdk');
  });

  it('can be said, once', async () => {
    const { environment } = await api.tenant();
    const put = (key: string, body: unknown) => api.as().PUT(URL, { ...at(key), body: careless(body) });
    expect((await put(environment.key, {})).error).toEqual({ first_evaluated_sdk_label: ['This field is required.'] });
    expect((await put(environment.key, { first_evaluated_sdk_label: 'cobol' })).error).toEqual({
      first_evaluated_sdk_label: ['"cobol" is not a valid choice.'],
    });
    for (const label of ['flagsmith-nodejs-sdk', 'unknown'])
      expect((await put(environment.key, { first_evaluated_sdk_label: label })).response.status).toBe(204);
    const { data } = await api.as().GET(URL, at(environment.key));
    expect(data?.first_evaluated_sdk_label).toBe('flagsmith-nodejs-sdk');
    const unknown = await put('nope', { first_evaluated_sdk_label: 'unknown' });
    expect([unknown.response.status, unknown.error]).toEqual([
      404,
      { detail: 'No Environment matches the given query.' },
    ]);
    expect((await api.as().GET(URL, at('nope'))).response.status).toBe(404);
  });
});

describe('POST /onboarding/request/send/', () => {
  it('is for staff with an organisation, and sends nothing', async () => {
    const [person, { owner }] = [await api.person(), await api.tenant()];
    const send = async (actor = person) => (await actor.POST('/api/v1/onboarding/request/send/')).response.status;
    expect(await send()).toBe(403);
    for (const { id } of [person, owner]) await api.sql('update account_user set is_staff = true where id = $1', [id]);
    const refused = await person.POST('/api/v1/onboarding/request/send/');
    expect([refused.response.status, refused.error]).toEqual([
      400,
      { message: 'Please create an organisation before requesting support' },
    ]);
    expect(await send(owner)).toBe(204);
  });
});
