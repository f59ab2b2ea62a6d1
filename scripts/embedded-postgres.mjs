import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { spawn } from 'node:child_process';
import { basename, dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { claim } from './start/claim.mjs';
import { Fault } from './start/fault.mjs';
import { findBinaries } from './start/postgres-binaries.mjs';
import { prepareCluster } from './start/postgres-cluster.mjs';
import { prepareSocketFolder } from './start/postgres-socket.mjs';
import { choosePostgresUser } from './start/postgres-user.mjs';
import { commandLineOf, gone, identityOf, signal, sleep } from './start/processes.mjs';

/**
 * Starts the PostgreSQL that npm brings, on the data folder `dataDir` (made when it is not there), with no TCP port and no
 * password: only its socket's folder, which is ours alone. One that a killed process left behind is stopped first.
 *
 * Answers `url` of `database` (created when it is not there), `adminUrl` of the database "postgres", `exited`, a promise that
 * resolves when the server is gone for whatever reason, and `stop({ hard })`, which rolls back, disconnects everybody and
 * writes a checkpoint; `hard` leaves out the checkpoint, and the next start recovers. It ends with this process at the latest,
 * but for a kill -9.
 *
 * @param {{ dataDir: string, database: string, settings?: Record<string, string>, abort?: AbortSignal }} options
 */
export async function startPostgres({ dataDir, database, settings = {}, abort }) {
  abort?.throwIfAborted();
  const folder = realFolder(dataDir);
  const owned = claim(`${folder}.owner`);
  if (owned.heldBy) throw new DataInUse(folder, owned.heldBy);
  try {
    const server = await launch({ folder, settings: { ...DEFAULTS, ...settings }, abort });
    server.exited.then(owned.release);
    try {
      await createDatabase(server.urlOf('postgres'), database);
    } catch (error) {
      await server.stop({ hard: true });
      throw error;
    }
    return {
      url: server.urlOf(database),
      adminUrl: server.urlOf('postgres'),
      exited: server.exited,
      stop: server.stop,
    };
  } catch (error) {
    owned.release();
    throw error;
  }
}

/** Another living process runs a PostgreSQL on this data folder. */
export class DataInUse extends Fault {
  constructor(folder, pid) {
    super(`Process ${pid} already runs the PostgreSQL on ${folder}: stop it first.`);
  }
}

async function launch({ folder, settings, abort }) {
  const binaries = findBinaries();
  const user = choosePostgresUser([binaries.postgres, dirname(folder)]);
  await stopLeftOver(folder);
  await prepareCluster({ folder, binaries, user, settings, abort });
  const socketFolder = prepareSocketFolder(folder, user.owner);
  const log = `${folder}.log`;
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const command = user.wrap(binaries.postgres, ['-D', folder, '-k', socketFolder, '-p', PORT, ...options]);

  for (const until = performance.now() + PATIENCE; ; await sleep(250)) {
    const server = await spawnServer(command, folder, log, abort);
    if (server.ready) return supervised(server, socketFolder);
    // the children of a killed server are still on their way out
    const passing = /still in use|lock file .* already exists/.test(server.complaint);
    if (passing && performance.now() < until) continue;
    throw new Fault(`The embedded PostgreSQL did not start, its log is ${log}: ${lastWord(server.complaint)}`);
  }
}

/** Waits until the new server says that it is ready, or ends. */
async function spawnServer([command, args], folder, log, abort) {
  const logFile = openSync(log, existsSync(log) && statSync(log).size > LOG_LIMIT ? 'w+' : 'a+');
  const from = fstatSync(logFile).size;
  // a session of its own: a terminal's Ctrl-C reaches the launcher, which stops the database last
  const child = spawn(command, args, {
    env: ENVIRONMENT,
    cwd: '/',
    stdio: ['ignore', logFile, logFile],
    detached: true,
  });
  closeSync(logFile);
  const endEarly = () => signal(child.pid, 'SIGINT');
  process.once('exit', endEarly);
  abort?.addEventListener('abort', endEarly);
  let ended = false;
  const exited = new Promise((done) => child.once('exit', done).once('error', done)).then(() => {
    ended = true;
    process.removeListener('exit', endEarly);
  });
  const isReady = () => {
    const [pid, , , , , , , state] = postmaster(folder);
    return Number(pid) === child.pid && state?.trim() === 'ready';
  };
  while (!ended && !isReady()) await sleep(10);
  abort?.removeEventListener('abort', endEarly);
  if (!ended) return { ready: true, pid: child.pid, exited };
  return { ready: false, complaint: readFileSync(log, 'utf8').slice(from) };
}

function supervised({ pid, exited }, socketFolder) {
  exited.then(() => rmSync(socketFolder, { recursive: true, force: true }));
  return {
    exited,
    stop: ({ hard = false } = {}) => stopServer(pid, hard).then(() => exited),
    urlOf: (database) =>
      `postgres://postgres@localhost:${PORT}/${encodeURIComponent(database)}?host=${encodeURIComponent(socketFolder)}`,
  };
}

/** SIGINT: a fast shutdown; SIGQUIT: an immediate one, safe as well. */
async function stopServer(pid, hard) {
  if (!hard && signal(pid, 'SIGINT') && (await gone(pid, PATIENCE))) return;
  if (signal(pid, 'SIGQUIT') && (await gone(pid, PATIENCE / 2))) return;
  signal(pid, 'SIGKILL');
}

/** Stops the server of a launcher that was killed. A postmaster.pid that names somebody else's process is only old. */
async function stopLeftOver(folder) {
  const pid = Number(postmaster(folder)[0]);
  if (!pid || !identityOf(pid)) return;
  if (isServerOf(pid, folder)) await stopServer(pid, false);
  else rmSync(join(folder, 'postmaster.pid'));
}

function isServerOf(pid, folder) {
  const [program, ...args] = commandLineOf(pid);
  if (!program || basename(program) !== 'postgres') return false;
  const [theirs, ours] = [args[args.indexOf('-D') + 1], folder].map((path) =>
    statSync(path, { throwIfNoEntry: false }),
  );
  return theirs?.ino === ours?.ino && theirs?.dev === ours?.dev;
}

/** The lines of postmaster.pid: the first is the process id, the eighth what it is about. */
function postmaster(folder) {
  try {
    return readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return [];
  }
}

async function createDatabase(adminUrl, database) {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
}

function realFolder(dataDir) {
  const folder = resolve(dataDir);
  mkdirSync(dirname(folder), { recursive: true });
  if (!isWritable(dirname(folder)))
    throw new Fault(`${dirname(folder)} cannot be written: choose another data folder.`);
  return join(realpathSync(dirname(folder)), basename(folder));
}

function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** What PostgreSQL says it died of, without the time and process in front. */
function lastWord(complaint) {
  const lines = complaint.trim().split('\n');
  const fatal = lines.findLast((line) => /(FATAL|PANIC|ERROR):/.test(line)) ?? lines.at(-1);
  return fatal.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '') || 'it said nothing';
}

const PORT = '5432';
const PATIENCE = 10_000;
const LOG_LIMIT = 5_000_000;

/** Nothing of ours: PGPORT, PGOPTIONS and the like would change the server, and its processes need no secrets. */
const ENVIRONMENT = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

const DEFAULTS = {
  listen_addresses: '',
  max_connections: '200',
  shared_buffers: '128MB',
  jit: 'off',
  logging_collector: 'off',
};
