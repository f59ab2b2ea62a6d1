import { randomUUID } from 'node:crypto';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Logger, Module, type INestApplicationContext, type LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { ConfigModule } from '#platform/config';
import { Database, DatabaseModule } from '#platform/database';
import { MetricsModule } from '#platform/metrics';
import { DomainEvent, Events, OutboxModule } from '#platform/outbox';
import { Job, JobsModule } from './index.js';
import { cloneDatabase, eventually, type ClonedDatabase } from './testing/cloned-database.js';

class Rang extends DomainEvent<{ text: string }> {
  static readonly type = 'spec.rang';
}

const heard: string[] = [];

@Job({ on: [Rang] })
class Hear {
  async perform({ text }: Rang['payload']): Promise<void> {
    await pause(100);
    heard.push(text);
  }
}

@Module({ providers: [Hear] })
class BellModule {}

const lines: string[] = [];
const listening: LoggerService = {
  log: (message) => lines.push(String(message)),
  warn: (message) => lines.push(String(message)),
  error: (message) => lines.push(String(message)),
};

jest.setTimeout(60_000);

let database: ClonedDatabase;
let worker: INestApplicationContext;

const startWorker = async (redis?: string): Promise<void> => {
  const config = ConfigModule.load({ DATABASE_URL: database.url, REDIS_URL: redis });
  @Module({ imports: [config, DatabaseModule, MetricsModule, OutboxModule, BellModule, JobsModule] })
  class SpecModule {}
  worker = await NestFactory.createApplicationContext(SpecModule, { logger: listening, abortOnError: false });
  await worker.init();
  lines.length = 0;
};
const ring = async (): Promise<string> => {
  const text = randomUUID();
  await worker.get(Database).transaction(() => worker.get(Events).publish(new Rang({ text })));
  return text;
};
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

beforeEach(async () => {
  database = await cloneDatabase();
});
afterEach(async () => {
  await worker.close();
  Logger.overrideLogger(false);
  await database.drop();
});

describe('PostgreSQL away for a while', () => {
  const allowConnections = async (allowed: boolean): Promise<void> => {
    const client = new pg.Client({ connectionString: process.env.TEST_SERVER_URL });
    await client.connect();
    const name = new URL(database.url).pathname.slice(1);
    await client.query(`alter database ${name} with allow_connections ${allowed}`);
    if (!allowed)
      await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await client.end();
  };

  it('is survived without a flood in the log', async () => {
    await startWorker();
    for (let count = 0; count < 100; count++) await ring();
    const cpu = process.cpuUsage();
    await allowConnections(false);
    await pause(4_000);
    const { user, system } = process.cpuUsage(cpu);
    expect((user + system) / 1_000).toBeLessThan(1_000);
    await allowConnections(true);
    const text = await eventually(ring);
    await eventually(async () => expect(heard).toContain(text), 20_000);
    expect(lines.length).toBeLessThan(8);
  });

  it('does not keep a worker from ending', async () => {
    await startWorker();
    await ring();
    await allowConnections(false);
    const begun = Date.now();
    await worker.close();
    expect(Date.now() - begun).toBeLessThan(5_000);
  });
});

const describeRedis = process.env.TEST_REDIS_URL ? describe : describe.skip;

describeRedis('Redis away (skipped without TEST_REDIS_URL)', () => {
  const redis = new URL(process.env.TEST_REDIS_URL ?? 'redis://localhost');
  const sockets = new Set<Socket>();
  let proxy: Server | undefined;
  let port = 0;

  const open = (): Promise<void> =>
    new Promise((resolve) => {
      proxy = createServer((socket) => {
        const upstream = connect(Number(redis.port), redis.hostname);
        for (const one of [socket, upstream]) sockets.add(one.on('error', () => undefined));
        socket.pipe(upstream).pipe(socket);
      }).listen(port, '127.0.0.1', () => {
        const address = proxy?.address();
        if (address && typeof address === 'object') port = address.port;
        resolve();
      });
    });
  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => proxy?.close(resolve));
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await closed;
  };
  const url = () => `redis://127.0.0.1:${port}/${Number(process.env.JEST_WORKER_ID) % 16}`;

  beforeEach(open);
  afterEach(close);

  it('while running: events wait, the log stays quiet, work resumes by itself', async () => {
    await startWorker(url());
    const before = await ring();
    await eventually(async () => expect(heard).toContain(before));
    await close();
    const during = await ring();
    await pause(4_000);
    expect(heard).not.toContain(during);
    expect(await database.query('select 1 from outbox_event')).toHaveLength(1);
    await open();
    await eventually(async () => expect(heard).toContain(during), 20_000);
    expect(lines.length).toBeLessThan(8);
    const after = await ring();
    await eventually(async () => expect(heard).toContain(after));
  });

  it('at the start: the worker is ready all the same, and catches up', async () => {
    await close();
    await startWorker(url());
    const text = await ring();
    await pause(2_000);
    await open();
    await eventually(async () => expect(heard).toContain(text), 30_000);
  });

  it('when it stops: the worker ends in time', async () => {
    await startWorker(url());
    await close();
    const begun = Date.now();
    await worker.close();
    expect(Date.now() - begun).toBeLessThan(5_000);
    await open();
  });
});
