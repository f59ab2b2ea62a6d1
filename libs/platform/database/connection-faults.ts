/** Codes of PostgreSQL and of the network, and what they mean to the operator. */
const PASSING: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'Nothing listens where DATABASE_URL points.'],
  ['ENOENT', 'There is no PostgreSQL socket where DATABASE_URL points.'],
  ['ECONNRESET', 'PostgreSQL ended the connection.'],
  ['ETIMEDOUT', 'The host in DATABASE_URL does not answer.'],
  ['EHOSTUNREACH', 'The host in DATABASE_URL cannot be reached.'],
  ['EAI_AGAIN', 'The name of the host in DATABASE_URL cannot be looked up right now.'],
  ['57P03', 'PostgreSQL is starting up.'],
  ['EPIPE', 'PostgreSQL ended the connection.'],
  ['57P01', 'PostgreSQL is shutting down.'],
  ['57P02', 'PostgreSQL has crashed and starts again.'],
  ['53300', 'PostgreSQL has no connection left.'],
]);

const LASTING: ReadonlyMap<string, string> = new Map([
  ['ENOTFOUND', 'The host in DATABASE_URL does not exist.'],
  ['28P01', 'PostgreSQL refuses the user or the password in DATABASE_URL.'],
  ['28000', 'PostgreSQL refuses the user in DATABASE_URL.'],
  ['3D000', 'The database named in DATABASE_URL does not exist; create it first.'],
]);

/** What is wrong with the connection in one sentence without secrets, and whether waiting may help. */
export function explainConnectionFault(error: unknown): { sentence: string; passing: boolean } {
  const code = codeOf(error);
  const passing = PASSING.get(code);
  if (passing) return { sentence: passing, passing: true };
  const lasting = LASTING.get(code);
  if (lasting) return { sentence: lasting, passing: false };
  const message = error instanceof Error ? error.message : String(error);
  const timedOut = /timeout|terminated|already released/i.test(message);
  return {
    sentence: `PostgreSQL cannot be used: ${message.split('\n')[0] ?? ''}.`.replace('..', '.'),
    passing: timedOut,
  };
}

/** The network tries several addresses and reports them together; the first one's code tells enough. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (error instanceof Error && 'code' in error) return String(error.code);
  return '';
}

/** Whether PostgreSQL did not answer in time: it is busy, or something is locked. */
export function isDatabaseSlow(error: unknown): boolean {
  return codeOf(error) === '57014' || (error instanceof Error && /timeout exceeded when trying/.test(error.message));
}

/** Whether PostgreSQL itself is gone. One that is only slow, or out of connections, is not. */
export function isDatabaseGone(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== '') return PASSING.has(code) && code !== '53300';
  return error instanceof Error && /Connection terminated/.test(error.message);
}
