import { cloneDatabase, type TestDatabase } from '../../../test/api/database.js';
import { createDataSource, createSdkPool } from './data-source.js';
import { Database } from './database.js';
import { DatabaseSettings } from './database.settings.js';

let clone: TestDatabase;
let database: Database;
beforeAll(async () => {
  clone = await cloneDatabase();
  const settings = Object.assign(new DatabaseSettings(), { url: clone.url, poolSize: 4 });
  database = new Database(await createDataSource(settings).initialize(), createSdkPool(settings));
  await database.query('create table note (text text)');
});
afterAll(async () => {
  await database.onApplicationShutdown();
  await clone.drop();
});
beforeEach(() => database.query('truncate note'));

const write = (text: string) => database.query('insert into note values ($1)', [text]);
const notes = async () =>
  (await database.query<{ text: string }>('select text from note order by text')).map(({ text }) => text);

describe('a transaction', () => {
  it('is found by everything that is called in it, however deep, and commits once', async () => {
    const other = createDataSource({ url: clone.url, poolSize: 1 });
    await other.initialize();
    await database.transaction(async () => {
      await write('outer');
      await database.transaction(() => write('inner'));
      expect(await notes()).toEqual(['inner', 'outer']);
      expect(await other.query('select text from note')).toEqual([]);
    });
    expect(await other.query('select count(*)::int as count from note')).toEqual([{ count: 2 }]);
    await other.destroy();
  });

  it('leaves nothing behind when something in it throws', async () => {
    const work = database.transaction(async () => {
      await write('lost');
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await notes()).toEqual([]);
  });

  it('is another one for each of those that run side by side', async () => {
    const pauses = [20, 10, 0].map((pause, index) =>
      database.transaction(async () => {
        await write(String(index));
        await new Promise((resolve) => setTimeout(resolve, pause));
        return (await notes()).length;
      }),
    );
    expect(await Promise.all(pauses.map((one) => one))).toHaveLength(3);
    expect(await notes()).toEqual(['0', '1', '2']);
  });

  it('runs what waits for the commit after it, and not after a rollback', async () => {
    const steps: string[] = [];
    await database.transaction(async () => {
      database.afterCommit(() => steps.push('committed'));
      await write('kept');
      expect(steps).toEqual([]);
    });
    const work = database.transaction(async () => {
      database.afterCommit(() => steps.push('never'));
      await write('lost');
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(steps).toEqual(['committed']);
  });
});
