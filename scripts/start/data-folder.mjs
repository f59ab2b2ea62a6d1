import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { claim } from './claim.mjs';
import { Fault, FAULTY_SETTING } from './fault.mjs';
import { requireVersion } from './postgres-cluster.mjs';

/**
 * Makes the data folder when it is not there, proves that it can be used, and claims it for this process. Answers its real
 * `path` and `release()`. With `postgresMajor`, data of another PostgreSQL in it is refused.
 */
export function prepareDataFolder(dataDir, postgresMajor) {
  const path = usable(dataDir);
  const owned = claim(join(path, 'start.owner'));
  if (owned.heldBy) {
    throw new Fault(
      `Burgee already runs on the data folder ${path} as process ${owned.heldBy}: stop it first, or set another DATA_DIR and PORT.`,
    );
  }
  try {
    if (postgresMajor) requireVersion(join(path, 'postgres'), postgresMajor);
    return { path, release: owned.release };
  } catch (error) {
    owned.release();
    throw error;
  }
}

/** The key that signs sessions and tokens: made once, kept with the data, readable by its owner only. */
export function secretKeyIn(folder) {
  const file = join(folder, 'secret-key');
  try {
    writeFileSync(file, `${randomBytes(48).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const key = readSecret(file);
  if (key) return key;
  throw new Fault(
    `${file} is empty: put the key back that was in it, or remove it to get a new one (everybody signs in again).`,
  );
}

function readSecret(file) {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Fault(`${file} cannot be read (${error.code}): give it to the user that starts Burgee.`);
  }
}

function usable(dataDir) {
  const probe = join(dataDir, `.probe-${process.pid}`);
  try {
    makeFolder(resolve(dataDir));
    writeFileSync(probe, '');
    rmSync(probe);
    return realpathSync(dataDir);
  } catch (error) {
    const reason = REASONS[error.code] ?? `it cannot be used (${error.code})`;
    throw new Fault(`DATA_DIR must be a folder that can be written; ${dataDir} is not: ${reason}.`, FAULTY_SETTING);
  }
}

/** Like `mkdir -p`. Node's own goes round in circles where a folder exists that nothing can be made in, such as /proc. */
function makeFolder(path) {
  if (existsSync(path)) {
    if (!statSync(path).isDirectory()) throw Object.assign(new Error('a file'), { code: 'ENOTDIR' });
    return;
  }
  makeFolder(dirname(path));
  mkdirSync(path);
}

const REASONS = {
  ENOTDIR: 'a file is in its place',
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENOENT: 'its path cannot be made',
  ENAMETOOLONG: 'its name is too long',
};
