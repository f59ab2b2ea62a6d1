import { randomUUID } from 'node:crypto';
import { Injectable, Logger, Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigModule } from '#platform/config';
import { Database, DatabaseModule } from '#platform/database';
import { MetricsModule } from '#platform/metrics';
import { DomainEvent, Events, OutboxModule, Within } from '#platform/outbox';
import { Job, JobQueue, JobsModule, type JobRun } from './index.js';
import { openIntake } from './queue/intake.js';
import { JobsSettings } from './jobs.settings.js';
import { cloneDatabase, eventually, type ClonedDatabase } from './testing/cloned-database.js';

class Noted extends DomainEvent<{ text: string; fail?: number }> {
  static readonly type = 'spec.noted';
}

/** Attempts that were made, of any job. */
const attempts: { job: string; text: string; attempt: number; id: string; event?: string }[] = [];

@Job({ on: [Noted] })
class WriteNote {
  constructor(private readonly database: Database) {}

  async perform({ text, fail = 0 }: Noted['payload'], run: JobRun): Promise<void> {
    attempts.push({ job: 'WriteNote', text, ...run });
    await this.database.query('insert into note (text) values ($1)', [text]);
    if (run.attempt <= fail) throw new Error(`attempt ${run.attempt} of ${text}`);
  }
}

@Job({ on: [Noted] })
class CountNote {
  async perform({ text }: Noted['payload'], run: JobRun): Promise<void> {
    attempts.push({ job: 'CountNote', text, ...run });
  }
}

@Job()
class Dawdle {
  static readonly running = new Set<string>();

  constructor(private readonly database: Database) {}

  async perform({ text, wait }: { text: string; wait: number }, run: JobRun): Promise<void> {
    attempts.push({ job: 'Dawdle', text, ...run });
    Dawdle.running.add(text);
    await this.database.query('insert into note (text) values ($1)', [text]);
    await new Promise((resolve) => setTimeout(resolve, wait));
    Dawdle.running.delete(text);
  }
}

@Injectable()
class Archive {
  constructor(private readonly database: Database) {}

  @Within(Noted)
  async keep({ payload }: Noted): Promise<void> {
    await this.database.query('insert into archive (text) values ($1)', [payload.text]);
  }
}

@Module({ providers: [WriteNote, CountNote, Dawdle, Archive] })
class NotesModule {}

const describeOn = { postgres: describe, redis: process.env.TEST_REDIS_URL ? describe : describe.skip };
const redisUrl = `${process.env.TEST_REDIS_URL}/${Number(process.env.JEST_WORKER_ID) % 16}`;

jest.setTimeout(30_000);
describeOn.postgres('jobs on PostgreSQL', () => suite(undefined));
describeOn.redis('jobs on Redis (skipped without TEST_REDIS_URL)', () => suite(redisUrl));

function suite(redis: string | undefined): void {
  let database: ClonedDatabase;
  let worker: INestApplicationContext;
  const queueSettings = { ...new JobsSettings(), redisUrl: redis, attempts: 3, backoff: 30 };

  const startWorker = async (more: NodeJS.ProcessEnv = {}): Promise<INestApplicationContext> => {
    const env = { DATABASE_URL: database.url, REDIS_URL: redis, JOB_ATTEMPTS: '3', JOB_BACKOFF: '30ms', ...more };
    @Module({ imports: [ConfigModule.load(env), DatabaseModule, MetricsModule, OutboxModule, NotesModule, JobsModule] })
    class SpecModule {}
    const app = await NestFactory.createApplicationContext(SpecModule, { logger: false, abortOnError: false });
    return app.init();
  };
  const publish = (...events: Noted[]) => worker.get(Database).transaction(() => worker.get(Events).publish(...events));
  const notes = async (text: string) => (await database.query('select 1 from note where text = $1', [text])).length;
  const attemptsOf = (text: string, job = 'WriteNote') =>
    attempts.filter((one) => one.text === text && one.job === job);
  const waiting = async () => (await database.query('select * from outbox_event')).length;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    database = await cloneDatabase();
    await database.query('create table note (text text not null); create table archive (text text not null)');
    worker = await startWorker();
  });

  afterAll(async () => {
    await worker.close();
    await database.drop();
  });

  it('runs one job per listener after the commit, once', async () => {
    const text = randomUUID();
    await publish(new Noted({ text }));
    await eventually(async () => expect(await notes(text)).toBe(1));
    await eventually(async () => expect(attemptsOf(text, 'CountNote')).toHaveLength(1));
    const [run] = attemptsOf(text);
    expect(run).toEqual({
      ...{ job: 'WriteNote', text, attempt: 1, event: 'spec.noted' },
      id: expect.stringMatching(/^[0-9a-f-]{36}-WriteNote$/),
    });
    await eventually(async () => expect(await waiting()).toBe(0));
  });

  it('does what is @Within the transaction at once', async () => {
    const text = randomUUID();
    await worker.get(Database).transaction(async () => {
      await worker.get(Events).publish(new Noted({ text }));
      const rows = await worker.get(Database).query('select 1 from archive where text = $1', [text]);
      expect(rows).toHaveLength(1);
    });
  });

  it('keeps many events of one transaction in their order', async () => {
    const texts = Array.from({ length: 250 }, (_, number) => `${number}-${randomUUID()}`);
    await publish(...texts.map((text) => new Noted({ text })));
    await eventually(async () => {
      const rows = await database.query('select text from note where text = any($1)', [texts]);
      expect(rows).toHaveLength(250);
    }, 20_000);
    expect(await waiting()).toBe(0);
  });

  it('refuses to publish outside of a transaction', async () => {
    await expect(worker.get(Events).publish(new Noted({ text: 'x' }))).rejects.toThrow(
      'Noted was published outside of a transaction.',
    );
  });

  it('makes no job of what was rolled back', async () => {
    const text = randomUUID();
    const rolledBack = worker.get(Database).transaction(async () => {
      await worker.get(Events).publish(new Noted({ text }));
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    const after = randomUUID();
    await publish(new Noted({ text: after }));
    await eventually(async () => expect(await notes(after)).toBe(1));
    expect(attemptsOf(text)).toEqual([]);
  });

  it('tries again what threw, and keeps nothing of the failed attempts', async () => {
    const text = randomUUID();
    await publish(new Noted({ text, fail: 2 }));
    await eventually(async () => expect(attemptsOf(text)).toHaveLength(3));
    await eventually(async () => expect(await notes(text)).toBe(1));
    expect(attemptsOf(text).map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(attemptsOf(text, 'CountNote')).toHaveLength(1);
  });

  it('gives up after the last attempt', async () => {
    const text = randomUUID();
    await publish(new Noted({ text, fail: 9 }));
    await eventually(async () => expect(attemptsOf(text)).toHaveLength(3));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(attemptsOf(text)).toHaveLength(3);
    expect(await notes(text)).toBe(0);
  });

  it('does nothing twice when the queue hands a finished job out again', async () => {
    const text = randomUUID();
    await publish(new Noted({ text }));
    await eventually(async () => expect(await notes(text)).toBe(1));
    const id = attemptsOf(text)[0]?.id ?? '';
    const intake = await openIntake(queueSettings, database.url);
    const marker = randomUUID();
    await eventually(async () => {
      await intake.add([{ id, name: 'WriteNote', payload: { text } }]);
      await intake.add([{ id: `${randomUUID()}-WriteNote`, name: 'WriteNote', payload: { text: marker } }]);
      expect(await notes(marker)).toBeGreaterThan(0);
    });
    await intake.close();
    expect(attemptsOf(text)).toHaveLength(1);
    expect(await notes(text)).toBe(1);
  });

  it('ends an attempt that takes too long, and keeps nothing of it', async () => {
    const text = randomUUID();
    const impatient = await startWorker({ JOB_TIMEOUT: '100ms', JOB_ATTEMPTS: '1' });
    await worker.close();
    await impatient.get(JobQueue).enqueue(Dawdle, { text, wait: 600 });
    await eventually(async () => expect(attemptsOf(text, 'Dawdle')).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(await notes(text)).toBe(0);
    await impatient.close();
    worker = await startWorker();
  });

  it('enqueues directly: later, and once per id', async () => {
    const text: string = randomUUID();
    const begun = Date.now();
    for (const id of [text, text]) await worker.get(JobQueue).enqueue(Dawdle, { text, wait: 0 }, { id, delay: 300 });
    await eventually(async () => expect(await notes(text)).toBe(1));
    expect(Date.now() - begun).toBeGreaterThanOrEqual(300);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(attemptsOf(text, 'Dawdle')).toHaveLength(1);
  });

  it('lets running jobs finish when it stops', async () => {
    const text = randomUUID();
    await worker.get(JobQueue).enqueue(Dawdle, { text, wait: 700 });
    await eventually(async () => expect(Dawdle.running.has(text)).toBe(true));
    await worker.close();
    expect(await notes(text)).toBe(1);
    worker = await startWorker();
    expect(attemptsOf(text, 'Dawdle')).toHaveLength(1);
  });

  it('shares the work between workers without doing anything twice', async () => {
    const second = await startWorker();
    const texts = Array.from({ length: 60 }, (): string => randomUUID());
    await Promise.all(texts.map((text) => publish(new Noted({ text }))));
    await eventually(async () => {
      const rows = await database.query('select text from note where text = any($1)', [texts]);
      expect(rows).toHaveLength(60);
    });
    await second.close();
    expect(attempts.filter(({ job, text }) => job === 'WriteNote' && texts.includes(text))).toHaveLength(60);
  });

  it('keeps events in the outbox while the queue is down', async () => {
    const text = randomUUID();
    const jam = jest.spyOn(worker.get(JobQueue), 'take').mockRejectedValue(new Error('The queue does not answer.'));
    await publish(new Noted({ text }));
    await eventually(async () => expect(jam).toHaveBeenCalled());
    expect(await waiting()).toBe(1);
    jam.mockRestore();
    await eventually(async () => expect(await notes(text)).toBe(1));
    expect(await waiting()).toBe(0);
  });

  it('leaves what it has never heard of to others, for a day', async () => {
    const insert = `insert into outbox_event (type, payload, created_at) values ('spec.strange', '{}', now() - $1::interval)`;
    await database.query(insert, ['23 hours']);
    await database.query(insert, ['25 hours']);
    const text = randomUUID();
    await publish(new Noted({ text }));
    await eventually(async () => expect(await notes(text)).toBe(1));
    await eventually(async () => expect(await waiting()).toBe(1));
    await database.query('delete from outbox_event');
  });
}
