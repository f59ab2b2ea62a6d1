import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { projectFolder } from '#platform/config';

const FILE = /^(\d{13})-([a-z0-9-]+)\.up\.sql$/;

type MigrationClass = new () => MigrationInterface;

/** The files of `migrations/` in their order: `<milliseconds>-<name>.up.sql` and its `.down.sql`. */
export function sqlMigrations(folder = join(projectFolder(), 'migrations')): MigrationClass[] {
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const [, timestamp, name] = FILE.exec(file) ?? [];
      return timestamp && name ? [migrationOf(folder, name, timestamp)] : [];
    });
}

function migrationOf(folder: string, name: string, timestamp: string): MigrationClass {
  const sql = (direction: 'up' | 'down'): string =>
    readFileSync(join(folder, `${timestamp}-${name}.${direction}.sql`), 'utf8');
  return class implements MigrationInterface {
    /** TypeORM orders migrations by the thirteen digits at the end of their name. */
    readonly name = `${name}-${timestamp}`;

    async up(runner: QueryRunner): Promise<void> {
      await runner.query(sql('up'));
    }

    async down(runner: QueryRunner): Promise<void> {
      await runner.query(sql('down'));
    }
  };
}
