import { Injectable, Logger, Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ConfigModule } from '#platform/config';
import { Database, DatabaseModule } from '#platform/database';
import { MetricsModule } from '#platform/metrics';
import { OutboxModule } from '#platform/outbox';
import { JobsModule, Recurring } from './index.js';
import { cloneDatabase, eventually, type ClonedDatabase } from './testing/cloned-database.js';

const runs = { water: 0, prune: 0, dig: 0, sweep: 0 };

@Injectable()
class Garden {
  constructor(private readonly database: Database) {}

  @Recurring({ every: 3_600_000 })
  async water(): Promise<void> {
    runs.water += 1;
    await this.database.query(`insert into diary (line) values ('watered')`);
  }

  @Recurring({ every: 3_600_000 })
  async dig(): Promise<void> {
    runs.dig += 1;
    await this.database.query(`insert into diary (line) values ('dug')`);
    throw new Error('a stone');
  }

  @Recurring({ cron: '0 3 * * *' })
  async prune(): Promise<void> {
    runs.prune += 1;
  }

  @Recurring({ every: 200 })
  async sweep(): Promise<void> {
    runs.sweep += 1;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

@Module({ providers: [Garden] })
class GardenModule {}

jest.setTimeout(30_000);

describe('recurring work', () => {
  let database: ClonedDatabase;
  const workers: INestApplicationContext[] = [];

  const startWorker = async (): Promise<void> => {
    const config = ConfigModule.load({ DATABASE_URL: database.url });
    @Module({ imports: [config, DatabaseModule, MetricsModule, OutboxModule, GardenModule, JobsModule] })
    class SpecModule {}
    const app = await NestFactory.createApplicationContext(SpecModule, { logger: false, abortOnError: false });
    workers.push(await app.init());
  };
  const stopWorkers = () => Promise.all(workers.splice(0).map((worker) => worker.close()));
  const record = async (name: string) =>
    (await database.query('select * from recurring_job where name = $1', [name]))[0];
  const startedAgo = (name: string, interval: string) =>
    database.query('update recurring_job set started_at = now() - $2::interval where name = $1', [name, interval]);

  beforeAll(async () => {
    Logger.overrideLogger(false);
    database = await cloneDatabase();
    await database.query('create table diary (line text not null)');
  });
  beforeEach(async () => {
    await Promise.all([startWorker(), startWorker()]);
    await eventually(async () => expect(await record('Garden.water')).toMatchObject({ finished_at: expect.any(Date) }));
  });
  afterEach(stopWorkers);
  afterAll(() => database.drop());

  it('is done by one of several workers, in a transaction, and recorded', async () => {
    expect(runs.water).toBe(1);
    expect(await database.query('select line from diary')).toEqual([{ line: 'watered' }]);
    expect(await record('Garden.water')).toMatchObject({ error: null, started_at: expect.any(Date) });
  });

  it('takes back and records what fails', async () => {
    expect(runs.dig).toBe(1);
    expect(await record('Garden.dig')).toMatchObject({ error: 'a stone', finished_at: expect.any(Date) });
  });

  it('counts from one start of the workers to the next, and makes up for what was missed', async () => {
    expect(runs).toMatchObject({ water: 1, prune: 0 });
    expect(await record('Garden.prune')).toBeDefined();
    await stopWorkers();
    await startedAgo('Garden.water', '2 hours');
    await startedAgo('Garden.prune', '25 hours');
    await startWorker();
    await eventually(async () => expect(runs).toMatchObject({ water: 2, prune: 1 }));
  });

  it('goes on and on, one run at a time', async () => {
    const before = runs.sweep;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const since = runs.sweep - before;
    expect(since).toBeGreaterThan(3);
    expect(since).toBeLessThan(10);
  });

  it('throws away finished jobs after a week', async () => {
    await database.query(
      `insert into finished_job (id, finished_at) values ('old', now() - interval '8 days'), ('new', now())`,
    );
    await stopWorkers();
    await startedAgo('Housekeeping.forgetFinishedJobs', '2 hours');
    await startWorker();
    await eventually(async () => expect(await database.query('select id from finished_job')).toEqual([{ id: 'new' }]));
  });
});
