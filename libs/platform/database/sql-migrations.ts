import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const FILE = /^(\d{13})-([a-z0-9-]+)\.up\.sql$/;

type MigrationClass = new () => MigrationInterface;

/** The files of `migrations/` in their order: `<milliseconds>-<name>.up.sql` and its `.down.sql`. */
export function sqlMigrations(folder = migrationsFolder()): MigrationClass[] {
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

/** `migrations/` lies at the top of the project, whether this file runs from the sources or from `dist`. */
function migrationsFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'migrations')) && existsSync(join(folder, 'package.json')))
      return join(folder, 'migrations');
    if (folder === dirname(folder)) throw new Error('the folder "migrations" is missing from this installation');
  }
}
