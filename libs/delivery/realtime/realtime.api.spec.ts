import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { TestApi, useApi, type Tenant } from '../../../test/api/index.js';
import { OpenStreams } from './open-streams.js';

process.env['REALTIME_HEARTBEAT'] = '100ms';
process.env['REALTIME_MAX_STREAMS'] = '5';
const api = useApi();
let base: string;
const open = new Set<Listener>();

beforeAll(async () => {
  base = await listen(api);
});
afterEach(async () => {
  for (const one of open) await one.leave();
  open.clear();
  await until(() => streams(), '0');
});

async function listen(of: TestApi): Promise<string> {
  await of.app.listen(0, '127.0.0.1');
  const address = of.app.getHttpServer().address() as AddressInfo;
  return `http://127.0.0.1:${address.port}`;
}

/** What an SDK reads of a stream. */
class Listener {
  text = '';
  hasEnded = false;

  constructor(readonly response: IncomingMessage) {
    open.add(this);
    response.setEncoding('utf8').on('data', (chunk: string) => (this.text += chunk));
    response.on('error', () => undefined).on('close', () => (this.hasEnded = true));
  }

  get events(): { updated_at: number }[] {
    return [...this.text.matchAll(/event: environment_updated\nid: [\d.]+\ndata: (.*)\n\n/g)].map(([, data]) =>
      JSON.parse(data ?? ''),
    );
  }

  async leave(): Promise<void> {
    this.response.destroy();
    await until(() => this.hasEnded, true);
  }
}

/** On a connection of its own. `fetch` would open another one after a break, which says nothing and keeps the server from closing. */
function subscribe(key: string, headers: object = {}, { at = base, query = '' } = {}): Promise<Listener> {
  return listenTo(`${at}/sse/environments/${key}/stream${query}`, headers);
}

function listenTo(url: string, headers: object = {}): Promise<Listener> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false, headers: { ...headers } }, (response) => resolve(new Listener(response)));
    request.on('error', reject);
  });
}

async function until<T>(seen: () => T | Promise<T>, wanted: T): Promise<void> {
  for (let tries = 0; tries < 150 && (await seen()) !== wanted; tries++) await sleep(20);
  expect(await seen()).toEqual(wanted);
}

async function streams(): Promise<string | undefined> {
  const metrics = await (await fetch(`${base}/metrics`)).text();
  return /^burgee_realtime_streams (\d+)$/m.exec(metrics)?.[1];
}

const rename = ({ owner, environment }: Tenant, body: object) =>
  owner.PATCH('/api/v1/environments/{environmentKey}/', {
    params: { path: { environmentKey: environment.key } },
    body,
  });

describe('GET /sse/environments/{key}/stream', () => {
  it('tells every listener of a change, once, with the date that flags are answered with', async () => {
    const tenant = await api.tenant();
    const other = await api.tenant();
    const [one, two, stranger] = await Promise.all([
      subscribe(tenant.environment.key),
      subscribe(tenant.environment.key),
      subscribe(other.environment.key),
    ]);
    expect(await streams()).toBe('3');
    await api.feature(tenant, 'banner');
    await until(() => one.events.length > 0 && two.events.length > 0, true);
    await sleep(150);
    const { response } = await api.sdk(tenant.environment.key).GET('/api/v1/flags/');
    const date = Number(response.headers.get('x-flagsmith-document-updated-at'));
    expect([one.events, two.events, stranger.events]).toEqual([[{ updated_at: date }], [{ updated_at: date }], []]);
  });

  it('is open to every origin, and neither gathered nor compressed', async () => {
    const tenant = await api.tenant();
    const headers = { origin: 'https://shop.example.com', 'accept-encoding': 'gzip, br' };
    const { response } = await subscribe(tenant.environment.key, headers);
    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'access-control-allow-origin': '*',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    });
    expect(response.headers['content-encoding']).toBeUndefined();
  });

  it('is found with a slash at its end', async () => {
    const { environment } = await api.tenant();
    const answer = await fetch(`${base}/sse/environments/${environment.key}/stream/`, { method: 'HEAD' });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  });

  it('tells of what another process changed, when PostgreSQL says so', async () => {
    const { environment } = await api.tenant();
    const listener = await subscribe(environment.key);
    await api.sql('update environment set updated_at = clock_timestamp() where id = $1', [environment.id]);
    await api.sql("select pg_notify('environment_changed', $1)", [String(environment.id)]);
    await until(() => listener.events.length, 1);
  });

  it('tells of what changed while PostgreSQL could not say so', async () => {
    const { environment } = await api.tenant();
    const listener = await subscribe(environment.key);
    await api.sql(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'burgee notifications' and datname = current_database()",
      [],
    );
    await api.sql('update environment set updated_at = clock_timestamp() where id = $1', [environment.id]);
    await until(() => listener.events.length, 1);
  });

  it('says nothing when nothing moved the date', async () => {
    const { environment } = await api.tenant();
    const listener = await subscribe(environment.key);
    await api.sql("select pg_notify('environment_changed', $1)", [String(environment.id)]);
    await sleep(200);
    expect(listener.events).toEqual([]);
  });

  it.each(['header', 'query'])('tells whoever comes back what they missed, known by the %s', async (where) => {
    const tenant = await api.tenant();
    const first = await subscribe(tenant.environment.key);
    await until(() => first.text.includes('id: '), true);
    const id = /id: ([\d.]+)/.exec(first.text)?.[1] ?? '';
    const again = (): Promise<Listener> =>
      where === 'header'
        ? subscribe(tenant.environment.key, { 'last-event-id': id })
        : subscribe(tenant.environment.key, {}, { query: `?lastEventId=${id}` });
    const before = await again();
    await sleep(50);
    expect(before.events).toEqual([]);
    await rename(tenant, { name: 'Renamed' });
    const after = await again();
    await until(() => after.events.length, 1);
  });

  it('keeps quiet connections alive with comments', async () => {
    const { environment } = await api.tenant();
    const listener = await subscribe(environment.key);
    await until(() => (listener.text.match(/^:$/gm) ?? []).length >= 3, true);
    expect(listener.events).toEqual([]);
  });
});

describe('GET /ofrep/v1/event-stream', () => {
  const messages = ({ text }: Listener): unknown[] =>
    [...text.matchAll(/event: message\nid: [\d.]+\ndata: (.*)\n\n/g)].map(([, data]) => JSON.parse(data ?? ''));
  const provide = (key: string, headers: object = {}) => listenTo(`${base}/ofrep/v1/event-stream?key=${key}`, headers);
  /** Long enough for nobody to have read its flags before. */
  const settle = ({ environment }: Tenant) =>
    api.sql("update environment set updated_at = now() - interval '1 hour' where id = $1", [environment.id]);
  const CONNECTED = { type: 'connected' };

  it('says that the flags are to be asked for again, whenever they change', async () => {
    const tenant = await api.tenant();
    await settle(tenant);
    const [provider, sdk] = await Promise.all([provide(tenant.environment.key), subscribe(tenant.environment.key)]);
    expect(provider.response.headers).toMatchObject({ 'content-type': 'text/event-stream; charset=utf-8' });
    await until(() => messages(provider).length, 1);
    await api.feature(tenant, 'banner');
    await until(() => [messages(provider).length, sdk.events.length].join(), '2,1');
    const lastModified = Math.floor(sdk.events[0]?.updated_at ?? 0);
    expect(messages(provider)).toEqual([CONNECTED, { type: 'refetchEvaluation', lastModified }]);
  });

  it('tells whoever comes back what they missed, and newcomers what changed just before', async () => {
    const tenant = await api.tenant();
    const REFETCH = { type: 'refetchEvaluation', lastModified: expect.any(Number) };
    const newcomer = await provide(tenant.environment.key);
    await until(() => messages(newcomer).length, 1);
    expect(messages(newcomer)).toEqual([REFETCH]);
    const id = /id: ([\d.]+)/.exec(newcomer.text)?.[1] ?? '';
    const before = await provide(tenant.environment.key, { 'last-event-id': id });
    await until(() => messages(before).length, 1);
    await rename(tenant, { name: 'Renamed' });
    const after = await provide(tenant.environment.key, { 'last-event-id': id });
    await until(() => messages(after).length, 1);
    expect([messages(before)[0], messages(after)]).toEqual([CONNECTED, [REFETCH]]);
  });

  it('is refused without a known client-side key, in the words of the protocol', async () => {
    const tenant = await api.tenant();
    for (const key of ['', 'nobody', await api.serverKey(tenant)]) {
      const answer = await fetch(`${base}/ofrep/v1/event-stream?key=${key}`);
      expect([answer.status, await answer.json()]).toEqual([403, { errorDetails: expect.any(String) }]);
    }
  });

  it('counts with all other streams', async () => {
    const { environment } = await api.tenant();
    for (let count = 0; count < 5; count++) await (count % 2 ? provide : subscribe)(environment.key);
    const answer = await fetch(`${base}/ofrep/v1/event-stream?key=${environment.key}`);
    expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([
      503,
      '30',
      { errorDetails: 'Too many streams are open here. Please try again.' },
    ]);
  });
});

describe('who may listen', () => {
  it('is refused without a known client-side key', async () => {
    const tenant = await api.tenant();
    for (const key of ['nobody', await api.serverKey(tenant)]) {
      const { response } = await subscribe(key);
      expect(response.statusCode).toBe(403);
    }
  });

  it('is refused where the organisation is stopped', async () => {
    const tenant = await api.tenant();
    await api.sql('update organisation set stop_serving_flags = true where id = $1', [tenant.organisation]);
    const stopped = await subscribe(tenant.environment.key);
    expect(stopped.response.statusCode).toBe(403);
  });

  it('is told to come again later where there are enough already', async () => {
    const { environment } = await api.tenant();
    for (let count = 0; count < 5; count++) await subscribe(environment.key);
    const answer = await fetch(`${base}/sse/environments/${environment.key}/stream`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
    expect(await answer.json()).toEqual({ detail: 'Too many streams are open here. Please try again.' });
  });
});

describe('a stream ends', () => {
  it('when the environment gets another key', async () => {
    const tenant = await api.tenant();
    const listener = await subscribe(tenant.environment.key);
    await rename(tenant, { api_key: `another-${tenant.environment.id}` });
    await until(() => listener.hasEnded, true);
  });

  it('when the environment is deleted', async () => {
    const { owner, environment } = await api.tenant();
    const listener = await subscribe(environment.key);
    await owner.DELETE('/api/v1/environments/{environmentKey}/', {
      params: { path: { environmentKey: environment.key } },
    });
    await until(() => listener.hasEnded, true);
  });

  it('when it is not read, while others go on', async () => {
    const { environment } = await api.tenant();
    const lazy = await sleeper(environment.key);
    const listener = await subscribe(environment.key);
    await until(streams, '2');
    const registry = api.app.get(OpenStreams, { strict: false });
    for (let count = 0; count < 100 && (await streams()) === '2'; count++) {
      const served = {
        id: environment.id,
        apiKey: environment.key,
        updatedAt: `${4e9 + count}.${'0'.repeat(300_000)}`,
      };
      await registry.update(environment.id, served);
      await sleep(5);
    }
    expect(await streams()).toBe('1');
    expect(listener.hasEnded).toBe(false);
    lazy.destroy();
  });

  it('when the process stops, which does not wait for it', async () => {
    const second = new TestApi();
    await second.start();
    const at = await listen(second);
    const { environment } = await second.tenant();
    const listeners = [await subscribe(environment.key, {}, { at }), await subscribe(environment.key, {}, { at })];
    const lazy = await sleeper(environment.key, at);
    const began = Date.now();
    await second.stop();
    expect(Date.now() - began).toBeLessThan(2_000);
    await until(() => listeners.every(({ hasEnded }) => hasEnded), true);
    lazy.destroy();
  });
});

/** Asks for a stream and reads nothing of it. */
async function sleeper(key: string, at = base): Promise<Socket> {
  const socket = connect(Number(new URL(at).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.pause();
  socket.on('error', () => undefined);
  socket.write(`GET /sse/environments/${key}/stream HTTP/1.1\r\nhost: localhost\r\n\r\n`);
  return socket;
}
