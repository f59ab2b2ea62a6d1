import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { Fault } from './fault.mjs';

/**
 * PostgreSQL refuses to run as root and as a user without a name. Answers `{ owner, wrap(command, args) }`: the user that must
 * own the data, and the command line that runs a program so that PostgreSQL is content and reaches all `paths`.
 */
export function choosePostgresUser(paths) {
  const self = { uid: process.getuid(), gid: process.getgid() };
  if (self.uid !== 0 && hasName()) return { owner: self, wrap: (command, args) => [command, args] };
  const candidates = self.uid === 0 ? [inNamespace(self), withCapability(), asPlainUser()] : [inNamespace(self)];
  const fitting = candidates.find((candidate) => candidate && reaches(candidate, paths));
  if (fitting) return fitting;
  throw new Fault(
    'The embedded PostgreSQL cannot run as this user here, because neither user namespaces nor another user work: start as an ordinary user, or set DATABASE_URL.',
  );
}

/** A user namespace in which we look like somebody else: no user is needed, and the files stay ours. */
function inNamespace(owner) {
  const somebody = knownUsers()[0];
  if (!somebody) return undefined;
  const options = ['--user', `--map-user=${somebody.uid}`, `--map-group=${somebody.gid}`, '--'];
  return { owner, wrap: (command, args) => ['unshare', [...options, command, ...args]] };
}

/** Another user that may still pass closed folders, such as root's home with this project in it. */
function withCapability() {
  const owner = serviceUser();
  if (!owner) return undefined;
  const identity = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
  const options = [...identity, '--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--'];
  return { owner, wrap: (command, args) => ['setpriv', [...options, command, ...args]] };
}

/** Another user, which has to do with the permissions that there are. */
function asPlainUser() {
  const owner = serviceUser();
  if (!owner) return undefined;
  const options = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups', '--'];
  return { owner, wrap: (command, args) => ['setpriv', [...options, command, ...args]] };
}

function reaches({ wrap }, paths) {
  const [command, args] = wrap('sh', ['-c', 'for path; do test -x "$path" || exit 1; done', 'sh', ...paths]);
  return spawnSync(command, args, { stdio: 'ignore', cwd: '/' }).status === 0;
}

const serviceUser = () => {
  const users = knownUsers();
  return users.find(({ name }) => name === 'postgres') ?? users.find(({ name }) => name === 'nobody');
};

function knownUsers() {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n').filter(Boolean);
  const users = lines.map((line) => line.split(':')).map(([name, , uid, gid]) => ({ name, uid: +uid, gid: +gid }));
  return users.filter(({ uid }) => uid > 0);
}

function hasName() {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}
