import '#delivery';
import '#features';
import '#identities';
import '#organisations';
import { cloneDatabase } from '../../../test/api/database.js';
import { createDataSource } from './data-source.js';
import { migrateDatabase, revertDatabase } from './migrations.js';
import { sqlMigrations } from './sql-migrations.js';

interface Column {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

const COLUMNS = `
  select column_name as name, data_type as type, is_nullable = 'YES' as nullable
  from information_schema.columns where table_schema = 'public' and table_name = $1`;

/** What PostgreSQL calls the types that entities name more shortly. */
const TYPES = new Map([
  ['varchar', 'character varying'],
  ['timestamptz', 'timestamp with time zone'],
  ['text[]', 'ARRAY'],
]);

describe('migrations', () => {
  it('go all the way down and up again, and do nothing the second time', async () => {
    const { url, drop } = await cloneDatabase();
    try {
      for (let left = sqlMigrations().length; left > 0; left--) await revertDatabase(url);
      const source = await createDataSource({ url }).initialize();
      const left = await source.query<{ tablename: string }[]>(
        "select tablename from pg_tables where schemaname = 'public'",
      );
      await source.destroy();
      expect(left.map(({ tablename }) => tablename)).toEqual(['migration']);
      expect(await migrateDatabase(url)).toHaveLength(sqlMigrations().length);
      expect(await migrateDatabase(url)).toEqual([]);
    } finally {
      await drop();
    }
  });

  it('run once where several processes start together', async () => {
    const { url, drop } = await cloneDatabase();
    try {
      await revertDatabase(url);
      const applied = await Promise.all([migrateDatabase(url), migrateDatabase(url), migrateDatabase(url)]);
      expect(applied.flat()).toHaveLength(1);
    } finally {
      await drop();
    }
  });

  it('make the columns that the entities describe', async () => {
    const { url, drop } = await cloneDatabase();
    const source = await createDataSource({ url }).initialize();
    try {
      for (const { tableName, columns } of source.entityMetadatas) {
        const found = await source.query<Column[]>(COLUMNS, [tableName]);
        const byName = new Map(found.map((column) => [column.name, column]));
        for (const { databaseName, type, isNullable, isArray } of columns) {
          const named = `${type === Number ? 'integer' : String(type)}${isArray ? '[]' : ''}`;
          const described = { name: databaseName, type: TYPES.get(named) ?? named, nullable: isNullable };
          expect({ table: tableName, ...byName.get(databaseName) }).toEqual({ table: tableName, ...described });
        }
      }
    } finally {
      await source.destroy();
      await drop();
    }
  });
});
