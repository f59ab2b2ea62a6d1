/** What a person wants to know once everything is up. */
export function banner({ port, host, dataDir, databaseUrl, seconds }) {
  const reachable = ['0.0.0.0', '::', ''].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  const origin = `http://${reachable}:${port}`;
  return `
Burgee is up after ${seconds.toFixed(1)} s.

  API       ${origin}/api/v1/
  API docs  ${origin}/api/v1/docs/
  Health    ${origin}/health/readiness/
  Data      ${databaseUrl ? 'in the PostgreSQL of DATABASE_URL' : dataDir}

Next, sign up:

  curl ${origin}/api/v1/auth/users/ -H 'Content-Type: application/json' \\
    -d '{"email":"ada@example.com","password":"correct horse battery","first_name":"Ada","last_name":"Lovelace"}'

and go on with the quick start in README.md. The tests: npm test. To stop: Ctrl-C.
`;
}
