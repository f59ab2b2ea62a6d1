import dns from 'node:dns';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { loadSettings } from '#platform/config';
import { BlockedAddress, OutboundFailure, OutboundHttp, OutboundSettings } from './index.js';

const seen: { path: string; method: string; headers: IncomingMessage['headers']; body: string }[] = [];
let server: Server;
let base = '';
let port = 0;
let most = 0;

const clients: OutboundHttp[] = [];
const outbound = (env: NodeJS.ProcessEnv = {}): OutboundHttp => {
  const settings = loadSettings(env).get(OutboundSettings);
  if (!(settings instanceof OutboundSettings)) throw new Error('no settings');
  const client = new OutboundHttp(settings);
  clients.push(client);
  return client;
};
const allowing = (env: NodeJS.ProcessEnv = {}) => outbound({ OUTBOUND_ALLOWED_ADDRESSES: '127.0.0.0/8', ...env });

beforeAll(async () => {
  let open = 0;
  server = createServer((request, response) => {
    most = Math.max(most, (open += 1));
    response.on('close', () => (open -= 1));
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const { url: path = '', method = '', headers } = request;
      seen.push({ path, method, headers, body });
      if (path === '/to-private') response.writeHead(302, { location: 'http://10.0.0.1/' }).end();
      else if (path === '/to-ok') response.writeHead(302, { location: '/ok' }).end();
      else if (path === '/to-other') response.writeHead(307, { location: `http://localhost:${port}/ok` }).end();
      else if (path === '/loop') response.writeHead(302, { location: '/loop' }).end();
      else if (path === '/large') response.end('x'.repeat(100_000));
      else if (path === '/drip') response.write('x');
      else if (path === '/slow') setTimeout(() => response.end('late'), 200);
      else if (path === '/cut') response.destroy();
      else if (path !== '/silent') response.writeHead(201, { 'x-answer': 'yes' }).end('fine');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address && typeof address === 'object') port = address.port;
  base = `http://127.0.0.1:${port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => (seen.length = 0));
afterEach(async () => {
  dns.lookup = lookup;
  await Promise.all(clients.splice(0).map((client) => client.onApplicationShutdown()));
});

const { lookup } = dns;
const resolvesTo = (...addresses: string[]) => {
  const found = addresses.map((address) => ({ address, family: 4 }));
  const fake = jest.fn((_name, _options, done: (error: null, found: dns.LookupAddress[]) => void) => done(null, found));
  Reflect.set(dns, 'lookup', fake);
  return fake;
};

describe('a request to the outside', () => {
  it('brings back whatever is answered', async () => {
    const request = { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'hello' } as const;
    const answer = await allowing().request(`${base}/hook?a=1`, request);
    expect(answer).toMatchObject({ status: 201, headers: { 'x-answer': 'yes' }, body: Buffer.from('fine') });
    expect(seen).toMatchObject([
      { path: '/hook?a=1', method: 'POST', body: 'hello', headers: { 'content-type': 'text/plain' } },
    ]);
  });

  it('signs in with what is in the URL', async () => {
    await allowing().request(`http://ada:p%40ss@127.0.0.1:${port}/`);
    expect(seen[0]?.headers.authorization).toBe(`Basic ${Buffer.from('ada:p@ss').toString('base64')}`);
  });

  it('takes no proxy from the environment', async () => {
    process.env.HTTP_PROXY = process.env.http_proxy = 'http://127.0.0.1:1';
    await expect(allowing().request(base)).resolves.toMatchObject({ status: 201 });
    delete process.env.HTTP_PROXY;
    delete process.env.http_proxy;
  });
});

describe('a request to what is not public', () => {
  it.each(['http://127.0.0.1', 'http://localhost', 'http://[::1]', 'http://[::ffff:127.0.0.1]', 'http://2130706433'])(
    'is refused: %s',
    async (origin) => {
      await expect(outbound().request(`${origin}:${port}/secret`)).rejects.toThrow(BlockedAddress);
      expect(seen).toEqual([]);
    },
  );

  it('is refused when only the look-up shows it', async () => {
    const asked = resolvesTo('127.0.0.1');
    const request = outbound().request(`http://rebind.example:${port}/`);
    await expect(request).rejects.toThrow('rebind.example is not a public address.');
    expect(asked).toHaveBeenCalledTimes(1);
    expect(seen).toEqual([]);
  });

  it('connects to the address that was checked, whatever the name means a moment later', async () => {
    const asked = resolvesTo('10.9.9.9', '127.0.0.1');
    await allowing().request(`http://rebind.example:${port}/ok`);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(seen).toMatchObject([{ path: '/ok', headers: { host: `rebind.example:${port}` } }]);
  });

  it('is possible by name where the operator allows the name', async () => {
    resolvesTo('127.0.0.1');
    const client = outbound({ OUTBOUND_ALLOWED_ADDRESSES: 'hooks.internal' });
    await expect(client.request(`http://hooks.internal:${port}/`)).resolves.toMatchObject({ status: 201 });
    await expect(client.request(`http://other.internal:${port}/`)).rejects.toThrow(BlockedAddress);
  });

  it('is refused after a redirect too', async () => {
    await expect(allowing().request(`${base}/to-private`, { redirects: 3 })).rejects.toThrow(BlockedAddress);
  });

  it.each(['ftp://example.com', 'file:///etc/passwd', 'gopher://x', 'nonsense'])('is refused: %s', async (url) => {
    await expect(outbound().request(url)).rejects.toThrow(OutboundFailure);
  });
});

describe('a redirect', () => {
  it('is an answer like any other unless it is to be followed', async () => {
    await expect(allowing().request(`${base}/to-ok`)).resolves.toMatchObject({ status: 302 });
    await expect(allowing().request(`${base}/to-ok`, { redirects: 1 })).resolves.toMatchObject({ status: 201 });
  });

  it('is followed no more often than said', async () => {
    await expect(allowing().request(`${base}/loop`, { redirects: 2 })).resolves.toMatchObject({ status: 302 });
    expect(seen).toHaveLength(3);
  });

  it('takes no credentials to another origin', async () => {
    const headers = { authorization: 'Bearer x', 'x-flagsmith-signature': 'y', 'x-trace': 'z' };
    const client = allowing({ OUTBOUND_ALLOWED_ADDRESSES: '127.0.0.0/8,localhost' });
    await client.request(`${base}/to-other`, { method: 'POST', headers, body: 'b', redirects: 1 });
    expect(seen[1]).toMatchObject({ path: '/ok', method: 'POST', body: 'b', headers: { 'x-trace': 'z' } });
    expect(seen[1]?.headers.authorization).toBeUndefined();
    expect(seen[1]?.headers['x-flagsmith-signature']).toBeUndefined();
  });

  it('makes a GET of a POST', async () => {
    await allowing().request(`${base}/to-ok`, { method: 'POST', body: 'b', redirects: 1 });
    expect(seen[1]).toMatchObject({ method: 'GET', body: '' });
  });
});

describe('a request that comes to nothing', () => {
  const impatient = () => allowing({ OUTBOUND_TIMEOUT: '300ms', OUTBOUND_RESPONSE_LIMIT: '50000' });

  it.each([
    ['/silent', 'did not answer within 300 ms.'],
    ['/drip', 'did not answer within 300 ms.'],
    ['/large', 'answered more than is read.'],
    ['/cut', 'ended the connection.'],
  ])('is explained without its path: %s', async (path, sentence) => {
    await expect(impatient().request(base + path)).rejects.toThrow(`127.0.0.1 ${sentence}`);
  });

  it('is explained when nobody is there', async () => {
    await expect(allowing().request('http://127.0.0.1:1/')).rejects.toThrow('127.0.0.1 refuses connections.');
    const client = allowing();
    await expect(client.request('http://nowhere.invalid/')).rejects.toThrow(/^nowhere\.invalid (does not|cannot)/);
  });

  it('does not crowd one origin', async () => {
    const client = allowing();
    most = 0;
    await Promise.all(Array.from({ length: 40 }, () => client.request(`${base}/slow`)));
    expect(most).toBe(10);
  });
});
