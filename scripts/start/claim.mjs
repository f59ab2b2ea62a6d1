import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { identityOf } from './processes.mjs';

/**
 * Claims what `file` stands for, for as long as this process lives. Answers `{ release }`, or `{ heldBy }` with the id of the
 * living process that has it. A file that a killed process left behind is taken over.
 */
export function claim(file) {
  for (;;) {
    if (create(file)) return { release: () => rmSync(file, { force: true }) };
    const found = read(file);
    if (isHeld(found)) return { heldBy: pidIn(found) };
    discard(file, found);
  }
}

/** Notes in `file` which process it stands for; `notedIn` answers its id for as long as it lives. */
export function note(file, pid) {
  writeFileSync(file, lineFor(pid));
}

/** The id of the living process that `file` stands for, or undefined. */
export function notedIn(file) {
  const found = read(file);
  return isHeld(found) ? pidIn(found) : undefined;
}

/** Linked into place, so that nobody ever reads a claim that is half written. */
function create(file) {
  const draft = `${file}.${process.pid}.new`;
  note(draft, process.pid);
  const created = linked(draft, file);
  rmSync(draft);
  return created;
}

/** Removes a stale claim by renaming it first, so that of two who found it stale one cannot remove the other's new one. */
function discard(file, stale) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (error.code === 'ENOENT') return;
    throw error;
  }
  if (read(aside) !== stale) linked(aside, file);
  rmSync(aside);
}

function linked(existing, file) {
  try {
    linkSync(existing, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

const lineFor = (pid) => `${pid} ${identityOf(pid)}\n`;

const pidIn = (text) => Number.parseInt(text, 10);

function isHeld(text) {
  return text === lineFor(pidIn(text)) && identityOf(pidIn(text)) !== undefined;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}
