import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { cloneDatabase, type TestDatabase } from '../../test/api/database.js';

const MAIN = join(__dirname, '../../dist/apps/worker/main.js');

jest.setTimeout(60_000);

let database: TestDatabase;
const started: ChildProcess[] = [];

interface Worker {
  readonly child: ChildProcess;
  output(): string;
  errors(): string;
}

/** The worker as it is built, as a child like the one `npm start` has. */
function startWorker(environment: NodeJS.ProcessEnv): {
  child: ChildProcess;
  output: () => string;
  errors: () => string;
} {
  const env = { PATH: process.env.PATH, DATABASE_URL: database.url, SECRET_KEY: 'only for specs', ...environment };
  const child = fork(MAIN, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'], execArgv: [] });
  started.push(child);
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk) => (output += String(chunk)));
  child.stderr?.on('data', (chunk) => (errors += String(chunk)));
  return { child, output: () => output, errors: () => errors };
}
/** Rejects with what the worker said where it ends instead. */
const readiness = async ({ child, output, errors }: Worker): Promise<void> => {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The worker ended with ${String(code)}. ${output()}${errors()}`);
  });
  const [message] = await Promise.race([once(child, 'message'), ended]);
  expect(message).toBe('ready');
};
const exitOf = async (child: ChildProcess): Promise<unknown> => child.exitCode ?? (await once(child, 'exit'))[0];

beforeAll(async () => {
  database = await cloneDatabase();
});
afterEach(() => started.splice(0).forEach((child) => child.kill('SIGKILL')));
afterAll(() => database.drop());

const queues: [string, NodeJS.ProcessEnv][] = [['PostgreSQL', {}]];
if (process.env.TEST_REDIS_URL) queues.push(['Redis', { REDIS_URL: process.env.TEST_REDIS_URL }]);

describe.each(queues)('the worker with its queue in %s', (_name, environment) => {
  it.each(['SIGTERM', 'SIGINT'] as const)('is ready, and ends well on %s', async (signal) => {
    const worker = startWorker(environment);
    const { child, output, errors } = worker;
    await readiness(worker);
    child.kill(signal);
    expect(await exitOf(child)).toBe(0);
    expect(errors()).toBe('');
    expect(output()).toContain(`Stopping because of ${signal}.`);
  });

  it('ends when its parent is gone', async () => {
    const worker = startWorker(environment);
    const { child } = worker;
    await readiness(worker);
    child.disconnect();
    expect(await exitOf(child)).toBe(0);
  });
});

describe('the worker', () => {
  it('answers for itself where WORKER_PORT says', async () => {
    const port = await freePort();
    await readiness(startWorker({ WORKER_PORT: String(port) }));
    const liveness = await fetch(`http://127.0.0.1:${port}/health/liveness/`);
    expect([liveness.status, await liveness.json()]).toEqual([200, { status: 'ok' }]);
    const metrics = await fetch(`http://127.0.0.1:${port}/metrics`);
    expect(await metrics.text()).toMatch(/^burgee_outbox_rows 0$/m);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
  });

  it('says what is wrong with its settings, a sentence each', async () => {
    const { child, errors, output } = startWorker({ WORKER_CONCURRENCY: 'many', LOG_LEVEL: 'loud' });
    expect(await exitOf(child)).toBe(78);
    expect(errors().trim().split('\n').sort()).toEqual([
      'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent; "loud" is not.',
      'WORKER_CONCURRENCY must be a whole number from 1 to 400; "many" is not.',
    ]);
    expect(output()).toBe('');
  });

  it('says when settings do not go together', async () => {
    const { child, errors } = startWorker({ WORKER_CONCURRENCY: '9' });
    expect(await exitOf(child)).toBe(78);
    expect(errors()).toBe('WORKER_CONCURRENCY must be 7 or less with a DATABASE_POOL_SIZE of 10.\n');
  });

  it('ends with 1 when it cannot start', async () => {
    const { child, output } = startWorker({
      DATABASE_URL: `${database.url}_missing`.replace(/(\?.*)_missing$/, '_missing$1'),
    });
    expect(await exitOf(child)).toBe(1);
    expect(output()).toContain('The process could not start.');
    expect(output()).toContain('does not exist; create it first.');
  });

  it('can be stopped while it waits for PostgreSQL', async () => {
    const { child, output } = startWorker({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    while (!output().includes('Waiting for it.')) await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return address && typeof address === 'object' ? address.port : 0;
}
