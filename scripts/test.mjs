// `npm test`: installs and builds what is missing, checks the source, runs all specs. Arguments go to Jest for the api specs.
import { availableParallelism } from 'node:os';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './start/build.mjs';
import { Fault } from './start/fault.mjs';
import { install } from './start/install.mjs';

const ROOT = resolve(fileURLToPath(import.meta.url), '../..');
const UNIT_RESULTS = join(ROOT, '.cache', 'jest-unit.json');
const API_RESULTS = join(ROOT, '.cache', 'jest-api.json');

mkdirSync(join(ROOT, '.cache'), { recursive: true });
for (const file of [UNIT_RESULTS, API_RESULTS]) rmSync(file, { force: true });
const total = await test();
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function test() {
  try {
    await install(ROOT);
    await build(ROOT);
  } catch (error) {
    console.error(error instanceof Fault ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const checked = await runNode('scripts/check.mjs');
  // what a spec leaves open must not hold up everything after it
  // specs wait for PostgreSQL more than for themselves: two at a time, also on two cores
  const workers = Math.max(2, availableParallelism() - 1);
  const options = [
    '--selectProjects',
    'api',
    `--maxWorkers=${workers}`,
    '--forceExit',
    '--json',
    `--outputFile=${API_RESULTS}`,
  ];
  const tested = await runNode('node_modules/jest/bin/jest.js', ...options, ...process.argv.slice(2));
  return sum([countsOf(UNIT_RESULTS, checked), countsOf(API_RESULTS, tested)]);
}

/** Runs a script of this project on our own terminal; answers its exit code. */
function runNode(script, ...args) {
  return new Promise((done) => {
    // Jest's --json report goes to a file, and what a person reads to stderr
    const child = spawn(process.execPath, [script, ...args], { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
    child.once('close', (code) => done(code ?? 1));
  });
}

/** What one run of Jest counted. A run that failed without a failed test (a lint error, a crash) counts as one. */
function countsOf(file, exitCode) {
  const counted = existsSync(file) ? read(file) : { passed: 0, failed: 0, skipped: 0 };
  return { ...counted, failed: exitCode === 0 ? counted.failed : Math.max(1, counted.failed) };
}

function read(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function sum(counts) {
  const added = (name) => counts.reduce((total, count) => total + count[name], 0);
  return { passed: added('passed'), failed: added('failed'), skipped: added('skipped') };
}
