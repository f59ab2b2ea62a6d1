// Replays the recorded scenarios against a fresh server and holds the outcome against the list of steps that have passed before:
// a step on the list that fails is a fault, a new one that passes is put on the list. `--only NAME`, `--verbose` as the replay
// knows them; `--update` also takes steps off that are gone from the scenarios.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withServer } from './with-server.mjs';

const root = join(import.meta.dirname, '..');
const replay = join(root, '..', 'shared', 'conformance', 'replay.mjs');
const listFile = join(root, 'test', 'conformance', 'passing.json');
const reportFile = join(root, '.cache', 'conformance.json');
const args = process.argv.slice(2);

if (!existsSync(replay)) {
  console.log('The recorded scenarios are not beside this project: conformance is skipped.');
  console.log('0 passed, 0 failed, 1 skipped');
} else process.exitCode = await main();

async function main() {
  mkdirSync(join(root, '.cache'), { recursive: true });
  rmSync(reportFile, { force: true });
  await withServer({ env: { LOGIN_THROTTLE_RATE: '100000/min' } }, ({ base }) =>
    run(['--base', base, '--json', reportFile, ...args]),
  );
  if (!existsSync(reportFile)) {
    console.error('The replay ended without a report.');
    return 1;
  }
  return judge(JSON.parse(readFileSync(reportFile, 'utf8')));
}

function run(argv) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [replay, ...argv], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (chunk) => args.includes('--verbose') && process.stdout.write(chunk));
    child.once('exit', resolve);
  });
}

function judge({ report }) {
  const before = existsSync(listFile) ? JSON.parse(readFileSync(listFile, 'utf8')) : {};
  const regressions = [];
  const now = {};
  let passed = 0;
  let failed = 0;
  for (const { scenario, steps, failures } of report.map(withSteps)) {
    const broken = new Map(failures.map((failure) => [failure.step, failure]));
    now[scenario] = steps.filter((step) => !broken.has(step));
    passed += now[scenario].length;
    failed += broken.size;
    for (const step of before[scenario] ?? [])
      if (broken.has(step)) regressions.push({ scenario, ...broken.get(step) });
  }
  for (const { scenario, step, request, differences } of regressions) {
    console.log(`no longer as the reference: ${scenario} / ${step} (${request})`);
    for (const difference of differences) console.log(`    ${difference}`);
  }
  console.log(`${passed} of ${passed + failed} steps are as the reference answers them.`);
  if (regressions.length === 0) writeFileSync(listFile, `${JSON.stringify({ ...before, ...now }, null, 1)}\n`);
  console.log(`${passed} passed, ${regressions.length} failed, ${failed - regressions.length} skipped`);
  return regressions.length > 0 ? 1 : 0;
}

/** The report names only the steps that failed; the scenario tells which there are. */
function withSteps({ scenario, failures }) {
  const folder = join(root, '..', 'shared', 'conformance');
  const { steps } = JSON.parse(readFileSync(join(folder, 'scenarios', `${scenario}.json`), 'utf8'));
  return { scenario, failures, steps: steps.filter(({ skipCompare }) => !skipCompare).map(({ id }) => id) };
}
