import { connect, networkReason } from './connection.mjs';
import { Fault, FAULTY_SETTING } from './fault.mjs';
import { withHost } from './settings.mjs';

/** Throws a fault when nothing listens where DATABASE_URL points; needs no packages. */
export async function checkDatabaseHost(databaseUrl) {
  const target = targetOf(databaseUrl);
  try {
    (await connect(target)).destroy();
  } catch (error) {
    throw faultFor(error, target);
  }
}

/** Throws a fault when DATABASE_URL does not open a database that Burgee can use. */
export async function checkDatabase(databaseUrl) {
  const { default: pg } = await import('pg');
  const target = targetOf(databaseUrl);
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query('show server_version_num');
    requireMajor(Number(rows[0].server_version_num), target);
  } catch (error) {
    throw error instanceof Fault ? error : faultFor(error, target);
  } finally {
    await client.end().catch(() => {});
  }
}

function requireMajor(version, { name }) {
  if (version >= 140_000) return;
  const major = Math.floor(version / 10_000);
  throw new Fault(
    `Burgee needs PostgreSQL 14 or later, and the one at ${name} (DATABASE_URL) is ${major}: upgrade it.`,
  );
}

/** Where a database URL points, and the `name` of it that may be shown. */
function targetOf(databaseUrl) {
  const url = new URL(withHost(databaseUrl));
  const host =
    url.searchParams.get('host') ?? (decodeURIComponent(url.hostname).replace(/^\[|\]$/g, '') || 'localhost');
  const port = Number(url.searchParams.get('port') ?? (url.port || 5432));
  const database = decodeURIComponent(url.pathname.slice(1));
  if (!host.startsWith('/')) return { host, port, database, name: `${host}:${port}` };
  const path = `${host}/.s.PGSQL.${port}`;
  return { path, database, name: path };
}

function faultFor(error, { name, database }) {
  const network = networkReason(error.code);
  if (network)
    return fault(`No PostgreSQL can be reached at ${name}, because ${network}: start it, or correct DATABASE_URL.`);
  if (/timeout/i.test(error.message))
    return fault(`What listens at ${name} does not answer as PostgreSQL does: correct DATABASE_URL.`);
  const sentence = SENTENCES[error.code];
  if (sentence) return fault(sentence(name, database));
  return fault(`The PostgreSQL at ${name} (DATABASE_URL) cannot be used: ${error.message.split('\n')[0]}.`);
}

const fault = (sentence) => new Fault(sentence, FAULTY_SETTING);

const refused = (name) => `The PostgreSQL at ${name} refuses the user or the password: correct DATABASE_URL.`;

const SENTENCES = {
  '28P01': refused,
  28000: refused,
  '3D000': (name, database) =>
    `The PostgreSQL at ${name} has no database "${database}": create it, or correct DATABASE_URL.`,
  42501: (name, database) => `The user of DATABASE_URL may not use the database "${database}" at ${name}: grant it.`,
  53300: (name) => `The PostgreSQL at ${name} takes no more connections: raise its max_connections.`,
  '57P03': (name) => `The PostgreSQL at ${name} is still starting: try again in a moment.`,
};
