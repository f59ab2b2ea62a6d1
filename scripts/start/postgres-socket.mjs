import { createHash } from 'node:crypto';
import { chownSync, lstatSync, mkdirSync, rmSync } from 'node:fs';
import { Fault } from './fault.mjs';

/**
 * Makes an empty folder, closed to others, for the server's socket: beside the data, or under /tmp where that path is longer
 * than a socket's name may be.
 */
export function prepareSocketFolder(dataFolder, owner) {
  const beside = `${dataFolder}.socket`;
  const folder = Buffer.byteLength(beside) <= LONGEST ? beside : `/tmp/burgee-${digest(dataFolder)}`;
  if (folder !== beside) refuseSomebodyElses(folder, owner);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { mode: 0o700 });
  chownSync(folder, owner.uid, owner.gid);
  return folder;
}

/** In /tmp anybody may have made a folder of that name, to listen in our database's place. */
function refuseSomebodyElses(folder, owner) {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found || (found.isDirectory() && [owner.uid, process.getuid()].includes(found.uid))) return;
  throw new Fault(`${folder} is in the way of the database's socket: remove it.`);
}

const digest = (text) => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** A socket's name ends at 107 bytes on Linux, 103 on macOS, and PostgreSQL adds `/.s.PGSQL.5432`. */
const LONGEST = 85;
