/** What a person wants to know once everything is up. `isNew`: nobody has an account yet. */
export function banner({ port, host, dataDir, databaseUrl, seconds, isNew, sample }) {
  const reachable = ['0.0.0.0', '::', ''].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const origin = `http://${reachable}:${port}`;
  return `
Burgee is up after ${seconds.toFixed(1)} s.

  API       ${origin}/api/v1/
  API docs  ${origin}/api/v1/docs/
  Health    ${origin}/health/readiness/
  Data      ${databaseUrl ? 'in the PostgreSQL of DATABASE_URL' : dataDir}
${sample ? `\n${sample}\n` : ''}${isNew ? firstSteps(origin) : ''}
The quick start is in README.md. The tests: npm test. To stop: Ctrl-C.
`;
}

const firstSteps = (origin) => `
Nobody is here yet. Make the first account at

  ${origin}/setup/

or come with sample data: npm start -- --demo
`;

/** Whether nobody has an account yet, as the api says; false where it does not say. */
export async function hasNobody({ port, host }) {
  const address = ['0.0.0.0', '::', ''].includes(host) ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  try {
    const answer = await fetch(`http://${address}:${port}/version/`, { signal: AbortSignal.timeout(5_000) });
    return (await answer.json()).self_hosted_data.has_users === false;
  } catch {
    return false;
  }
}
