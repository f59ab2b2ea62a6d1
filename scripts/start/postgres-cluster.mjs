import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from './fault.mjs';
import { run } from './processes.mjs';

/** The major version of the PostgreSQL that made the data folder; undefined when there is none. */
export function versionOfCluster(folder) {
  const file = join(folder, 'PG_VERSION');
  return existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : undefined;
}

/** Throws a fault when the data in `folder` was made by another major version of PostgreSQL. */
export function requireVersion(folder, major) {
  const found = versionOfCluster(folder);
  if (found === undefined || found === major) return;
  throw new Fault(
    `The data in ${folder} belongs to PostgreSQL ${found}, and this is PostgreSQL ${major}: choose another DATA_DIR, or move the data with pg_dump of version ${found}.`,
  );
}

/** Makes the data folder when it is not there, and gives it to the user that PostgreSQL runs as. */
export async function prepareCluster({ folder, binaries, user, settings, abort }) {
  requireVersion(folder, binaries.major);
  if (versionOfCluster(folder) === undefined) await initialise({ folder, binaries, user, settings, abort });
  else hand(folder, user.owner);
}

/** In a folder beside it, renamed when whole: a half-made cluster is never taken for a whole one. */
async function initialise({ folder, binaries, user, settings, abort }) {
  const draft = `${folder}.init`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  chownSync(draft, user.owner.uid, user.owner.gid);
  const options = settings.fsync === 'off' ? [...INITDB, '--no-sync'] : INITDB;
  const { code, stdout, stderr } = await run(...user.wrap(binaries.initdb, ['-D', draft, ...options]), {
    cwd: '/',
    abort,
  });
  if (code !== 0) {
    rmSync(draft, { recursive: true, force: true });
    throw new Fault(`The database could not be made in ${folder}: ${reasonIn(stdout + stderr)}`);
  }
  moveInto(draft, folder);
}

function moveInto(draft, folder) {
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST' && error.code !== 'ENOTDIR') throw error;
    throw new Fault(
      `${folder} holds something that is not a PostgreSQL data folder: move it away, or choose another DATA_DIR.`,
    );
  }
}

/** As root, data that another user made before (or a way of starting that is no longer open) changes hands. */
function hand(folder, owner) {
  const { uid } = statSync(folder);
  if (uid === owner.uid) return;
  const mine = process.getuid() === 0;
  const done = mine && spawnSync('chown', ['-R', `${owner.uid}:${owner.gid}`, folder]).status === 0;
  if (done) return;
  throw new Fault(`The database in ${folder} belongs to another user: start as that user, or choose another DATA_DIR.`);
}

function reasonIn(output) {
  const line = output.split('\n').find((one) => /error|FATAL|cannot|denied|loading shared libraries/i.test(one));
  return (line ?? output.trim().split('\n').at(-1) ?? '').replace(/^initdb: error:\s*/, '') || 'initdb failed';
}

const INITDB = [
  ['--username=postgres', '--auth=trust', '--no-instructions'],
  ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'],
].flat();
