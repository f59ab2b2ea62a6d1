import { InvalidSettings, loadSettings } from '#platform/config';
import { DatabaseSettings, explainConnectionFault, migrateDatabase, revertDatabase } from '#platform/database';
import { migrateQueue } from '#platform/jobs';
import type { Command } from './command.js';

/** Brings the database named by DATABASE_URL up to date; `--revert` takes the newest migration back. */
export const migrate: Command = async (args) => {
  try {
    const settings = loadSettings().get(DatabaseSettings);
    const { url } = settings instanceof DatabaseSettings ? settings : new DatabaseSettings();
    if (args.includes('--revert')) await revert(url);
    else await apply(url);
    return 0;
  } catch (error) {
    if (error instanceof InvalidSettings) return fail(error.faults.join('\n'), 78);
    return fail(explainConnectionFault(error).sentence, 1);
  }
};

async function apply(url: string): Promise<void> {
  const applied = await migrateDatabase(url);
  await migrateQueue(url);
  process.stdout.write(applied.length > 0 ? `Applied ${applied.join(', ')}.\n` : 'The database is up to date.\n');
}

async function revert(url: string): Promise<void> {
  await revertDatabase(url);
  process.stdout.write('Took back the newest migration.\n');
}

function fail(sentence: string, code: number): number {
  process.stderr.write(`${sentence}\n`);
  return code;
}
