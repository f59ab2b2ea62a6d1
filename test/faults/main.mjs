import { apiKilled } from './api-killed.mjs';
import { apiStopped } from './api-stopped.mjs';
import { endAll, perform } from './check.mjs';
import { postgresKilled } from './postgres-killed.mjs';
import { postgresSlow } from './postgres-slow.mjs';
import { postgresStopped } from './postgres-stopped.mjs';
import { redisStopped } from './redis-stopped.mjs';
import { twoApis } from './two-apis.mjs';
import { workerKilled } from './worker-killed.mjs';

const CHECKS = [
  apiKilled,
  workerKilled,
  postgresKilled,
  postgresStopped,
  postgresSlow,
  redisStopped,
  twoApis,
  apiStopped,
];

/** More than any check takes: what is not done by then has failed. */
const LIMIT = { quick: 60_000, whole: 120_000 };

/**
 * Breaks real, running processes and looks at what is left: `npm run faults [-- --quick] [-- part of a name …]`. Prints a line
 * per check; exits 1 when one has failed.
 */
async function main(args) {
  const quick = args.includes('--quick');
  const wanted = args.filter((arg) => !arg.startsWith('--'));
  const chosen = CHECKS.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const check of chosen) counts[await perform(check, { quick, limit: quick ? LIMIT.quick : LIMIT.whole })] += 1;
  console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  // a check that was given up may still hold on to something
  process.exit(counts.failed > 0 || chosen.length === 0 ? 1 : 0);
}

for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => void endAll().then(() => process.exit(130)));

await main(process.argv.slice(2));
